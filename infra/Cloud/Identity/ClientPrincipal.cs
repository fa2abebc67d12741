using System.Text.Json;
using System.Text.Json.Serialization;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Identity;

/// <summary>
/// Reads what App Service authentication says of the caller: base64 of <c>{ auth_typ, name_typ, role_typ, claims: [{ typ, val }] }</c>.
/// Its mapping renames some claims of Entra ID, depending on the token's version, so each is known by two names.
/// </summary>
internal static class ClientPrincipal
{
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    private static readonly string[] Tenant = ["tid", "http://schemas.microsoft.com/identity/claims/tenantid"];
    private static readonly string[] Account = ["oid", "http://schemas.microsoft.com/identity/claims/objectidentifier"];
    private static readonly string[] RoleClaim = ["roles", "http://schemas.microsoft.com/ws/2008/06/identity/claims/role"];

    /// <param name="personClaim">The claim that names the person whom an account belongs to.</param>
    /// <returns>Null where it does not say, or not without doubt, who is calling.</returns>
    public static Caller? Read(string header, string personClaim)
    {
        // Other providers let whoever signs up choose what stands in such claims.
        if (Parse(header) is not { Provider: "aad" } principal)
            return null;
        var person = principal.All(personClaim);
        if (principal.One(Tenant) is not { } tenant || !Caller.IsId(tenant) || principal.One(Account) is not { } account || !Caller.IsId(account))
            return null;
        if (person.Count > 1 || (person.Count == 1 && !Guid.TryParseExact(person[0], "D", out _)))
            return null;
        // Roles of other apps or of a later version mean nothing here.
        var roles = principal.All(RoleClaim).Select(RoleNames.Find).OfType<Role>().ToHashSet();
        return new(tenant, account, person.Count == 1 ? Guid.ParseExact(person[0], "D") : null, roles);
    }

    private static Principal? Parse(string header)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(Convert.FromBase64String(header)) is { Claims: { } claims } content
                && claims.All(claim => claim is { Type: not null, Value: not null })
                    ? new(content.Provider, [.. claims.Select(claim => (claim!.Type!, claim.Value!))])
                    : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Principal(string? Provider, IReadOnlyList<(string Type, string Value)> Claims)
    {
        public IReadOnlyList<string> All(params string[] types) =>
            [.. Claims.Where(claim => types.Contains(claim.Type, StringComparer.Ordinal)).Select(claim => claim.Value).Distinct(StringComparer.Ordinal)];

        public string? One(string[] types) => All(types) is [var one] ? one : null;
    }

    private sealed class Content
    {
        [JsonPropertyName("auth_typ")]
        public string? Provider { get; init; }

        [JsonPropertyName("claims")]
        public IReadOnlyList<Claim?>? Claims { get; init; }
    }

    private sealed class Claim
    {
        [JsonPropertyName("typ")]
        public string? Type { get; init; }

        [JsonPropertyName("val")]
        public string? Value { get; init; }
    }
}
