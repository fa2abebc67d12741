using Serverless.Kernel.Access;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Who may call an operation, in words.</summary>
internal static class Access
{
    public static string Described(HttpOperation operation)
    {
        if (operation.AllowAnyone is { } anyone) return $"Needs no token. {anyone.Why}";
        if (operation.Allow is not { Roles: { Count: > 0 } roles }) return "Answers nobody.";
        var names = roles.Select(role => role == Role.Learner && operation.IsOfPerson ? "learner (for their own data)" : role == Role.Dpo ? "data-protection officer" : Name(role));
        return $"For {string.Join(", ", names)}.";
    }

    private static string Name(Role role) => role.ToString().ToLowerInvariant();
}
