namespace Serverless.Kernel.Access;

/// <summary>Roles as tokens and documents write them.</summary>
public static class RoleNames
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>().ToDictionary(Name, StringComparer.Ordinal);

    public static string Name(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Null for another app's role, or a later version's.</summary>
    public static Role? Find(string name) => Roles.TryGetValue(name, out var role) ? role : null;
}
