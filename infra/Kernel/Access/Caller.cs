using System.Text.RegularExpressions;

namespace Serverless.Kernel.Access;

/// <summary>Who makes a request. Comes from the platform's authentication, never from what the request says of itself.</summary>
/// <param name="Id">Stable for one account of the tenant; without meaning.</param>
/// <param name="PersonId">The subject that the caller is; null for staff without a record of their own and for services.</param>
public sealed partial record Caller(string TenantId, string Id, Guid? PersonId, IReadOnlySet<Role> Roles)
{
    /// <summary>Tenants and accounts are named so, and not otherwise.</summary>
    public static bool IsId(string text) => IdShape().IsMatch(text);

    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>The subject is the caller.</summary>
    public bool Is(Guid personId) => PersonId == personId;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex IdShape();
}
