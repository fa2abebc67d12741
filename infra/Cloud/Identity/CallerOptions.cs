using Microsoft.Extensions.Configuration;
using Serverless.Cloud.Settings;

namespace Serverless.Cloud.Identity;

/// <summary>What is decided about callers before the first one comes.</summary>
/// <param name="PersonClaim">The claim that names the person whom an account belongs to: on Entra ID a claim that the tenant maps.</param>
internal sealed record CallerOptions(IReadOnlyList<HttpFunction> Functions, RateLimits Limits, string PersonClaim)
{
    /// <summary>App Service sets it where its authentication is on; only there a principal in a header comes from the platform.</summary>
    private const string Authentication = "WEBSITE_AUTH_ENABLED";

    public static CallerOptions Read(IConfiguration configuration, IEnumerable<Type> functions)
    {
        if (!string.Equals(configuration[Authentication], "true", StringComparison.OrdinalIgnoreCase))
            throw new SettingException(Authentication, "must be 'True', which says that the platform authenticates callers; without it nobody can be trusted, so the app does not start");
        return new(
            HttpFunction.In(functions),
            configuration.Read<RateLimits>(RateLimits.Section),
            configuration["Callers:PersonClaim"] is { Length: > 0 } claim ? claim : "personId");
    }
}
