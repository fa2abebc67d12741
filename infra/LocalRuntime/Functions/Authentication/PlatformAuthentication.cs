using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Authentication;

/// <summary>
/// Plays App Service authentication: who brings a valid token reaches the functions as a principal in a header, who brings none
/// reaches them without, and what a request says of its own principal is dropped, whether authentication is on or not.
/// </summary>
internal static class PlatformAuthentication
{
    /// <summary>What App Service sets where its authentication is on.</summary>
    public const string SwitchSetting = "WEBSITE_AUTH_ENABLED";

    /// <summary>The file with the key that signs development tokens; made when it is missing.</summary>
    public const string KeySetting = "LOCAL_AUTH_KEY";

    private const string Scheme = "Bearer";

    public static void UsePlatformAuthentication(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<IConfiguration>();
        var tokens = IsOn(settings)
            ? new DevelopmentTokens(ReadKey(settings, app.Environment.ContentRootPath), app.Services.GetRequiredService<TimeProvider>())
            : null;
        app.Use((http, next) => AuthenticateAsync(http, tokens, next));
        if (tokens is not null)
            app.MapPost(TokenEndpoint.Path, http => TokenEndpoint.AnswerAsync(http, tokens));
    }

    private static bool IsOn(IConfiguration settings) => settings[SwitchSetting] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var isOn) => isOn,
        _ => throw new StartException($"The setting {SwitchSetting} must be 'True' or 'False'."),
    };

    private static byte[] ReadKey(IConfiguration settings, string root) => settings[KeySetting] is { Length: > 0 } file
        ? KeyFile.ReadOrMake(Path.Combine(root, file))
        : throw new StartException($"{SwitchSetting} is on, so the setting {KeySetting} must name the file with the key for tokens, such as '.local/auth.key'.");

    private static async Task AuthenticateAsync(HttpContext http, DevelopmentTokens? tokens, RequestDelegate next)
    {
        foreach (var name in http.Request.Headers.Keys.Where(ClientPrincipal.IsItsHeader).ToList())
            http.Request.Headers.Remove(name);

        if (tokens is not null && Token(http.Request) is { } token)
        {
            var check = await tokens.CheckAsync(token);
            if (check.Claims is null)
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                http.Response.Headers.WWWAuthenticate = $"Bearer error=\"invalid_token\", error_description=\"{check.Problem}\"";
                return;
            }
            ClientPrincipal.Set(http.Request.Headers, check.Claims);
        }
        await next(http);
    }

    /// <returns>Null where the request does not speak of a token; an empty one is a token that is wrong.</returns>
    private static string? Token(HttpRequest request)
    {
        var words = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        return words[0].Equals(Scheme, StringComparison.OrdinalIgnoreCase) ? words.ElementAtOrDefault(1) ?? "" : null;
    }
}
