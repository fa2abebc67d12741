using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Serverless.LocalRuntime.Functions.Authentication;

/// <summary>Either the claims of a valid token, or what is wrong with it, in words that fit a header.</summary>
internal sealed record TokenCheck(TokenClaims? Claims, string? Problem);

/// <summary>Signs and checks the tokens that stand for those of Entra ID in local runs.</summary>
internal sealed class DevelopmentTokens(byte[] key, TimeProvider time)
{
    private const string Us = "urn:local-runtime";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly SigningCredentials _signing = new(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);
    private readonly TokenValidationParameters _expected = new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = new SymmetricSecurityKey(key),
        ValidIssuer = Us,
        ValidAudience = Us,
        RequireExpirationTime = true,
        LifetimeValidator = (from, until, _, _) => IsNow(time.GetUtcNow().UtcDateTime, from, until),
    };

    public (string Token, DateTimeOffset ExpiresAt) Issue(TokenRequest request)
    {
        var now = time.GetUtcNow();
        // Tokens count whole seconds; rounded up, a token lives at least as long as it was asked for.
        var expires = DateTimeOffset.FromUnixTimeSeconds((now + request.Lifetime).ToUnixTimeSeconds() + 1);
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["tid"] = request.TenantId,
            ["oid"] = AccountId(request),
            ["roles"] = request.Roles,
        };
        if (request.PersonId is { } person)
            claims["personId"] = person;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Us,
            Audience = Us,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = claims,
            SigningCredentials = _signing,
        });
        return (token, expires);
    }

    public async Task<TokenCheck> CheckAsync(string token)
    {
        var result = await _handler.ValidateTokenAsync(token, _expected);
        if (!result.IsValid)
            return new(null, Describe(result.Exception));
        return new(
            new(
                (string)result.Claims["tid"],
                (string)result.Claims["oid"],
                result.Claims.TryGetValue("personId", out var person) ? (string)person : null,
                [.. ((JsonWebToken)result.SecurityToken).Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value)]),
            null);
    }

    private static bool IsNow(DateTime now, DateTime? from, DateTime? until) => (from is null || from <= now) && now < until;

    /// <summary>Its own exception for "expired" is only made by the lifetime check that has no <see cref="TimeProvider"/>.</summary>
    private static string Describe(Exception e) => e switch
    {
        SecurityTokenInvalidLifetimeException => "The token is expired or not valid yet.",
        SecurityTokenMalformedException => "This is not a token.",
        _ => "The token was not signed here.",
    };

    /// <summary>The same account whenever a token for the same person, or for nobody with the same roles, is asked for.</summary>
    private static string AccountId(TokenRequest request)
    {
        var text = $"{request.TenantId}|{request.PersonId ?? string.Join(',', request.Roles.Order(StringComparer.Ordinal))}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();
    }
}
