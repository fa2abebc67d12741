namespace Serverless.Kernel.Access;

/// <summary>Who makes a request. Comes from the platform's authentication, never from what the request says of itself.</summary>
/// <param name="Id">Stable for one account of the tenant; without meaning.</param>
/// <param name="PersonId">The subject that the caller is; null for staff without a record of their own and for services.</param>
public sealed record Caller(string TenantId, string Id, Guid? PersonId, IReadOnlySet<Role> Roles)
{
    public bool Is(Role role) => Roles.Contains(role);

    /// <summary>The subject is the caller.</summary>
    public bool Is(Guid personId) => PersonId == personId;
}
