using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Serverless.LocalRuntime.Functions.Authentication;

/// <summary>Whom a token was given to.</summary>
internal sealed record TokenClaims(string TenantId, string AccountId, string? PersonId, IReadOnlyList<string> Roles);

/// <summary>The headers in which App Service hands an app its caller, with the names that its mapping gives to the claims of Entra ID.</summary>
internal static class ClientPrincipal
{
    private const string Header = "X-MS-CLIENT-PRINCIPAL";

    public static bool IsItsHeader(string name) => name.StartsWith(Header, StringComparison.OrdinalIgnoreCase);

    public static void Set(IHeaderDictionary headers, TokenClaims claims)
    {
        headers[Header] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(Content(claims)));
        headers[$"{Header}-ID"] = claims.AccountId;
        headers[$"{Header}-IDP"] = "aad";
    }

    private static object Content(TokenClaims claims)
    {
        List<(string Type, string Value)> all =
        [
            ("http://schemas.microsoft.com/identity/claims/tenantid", claims.TenantId),
            ("http://schemas.microsoft.com/identity/claims/objectidentifier", claims.AccountId),
            .. claims.Roles.Select(role => ("roles", role)),
        ];
        if (claims.PersonId is { } person)
            all.Add(("personId", person));
        return new
        {
            auth_typ = "aad",
            name_typ = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
            role_typ = "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
            claims = all.Select(claim => new { typ = claim.Type, val = claim.Value }),
        };
    }
}
