using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Serverless.LocalRuntime.Functions.Authentication;

/// <summary>Whom a token is wanted for. The host knows no app's roles: it takes any word, and the app decides what it means.</summary>
internal sealed partial record TokenRequest(string TenantId, string? PersonId, IReadOnlyList<string> Roles, TimeSpan Lifetime)
{
    private const int MostRoles = 20;
    private const int UsualLifetime = 8 * 60 * 60;
    private const int LongestLifetime = 24 * 60 * 60;
    private static readonly string[] Fields = ["tenantId", "personId", "roles", "lifetimeSeconds"];

    /// <returns>The request, or what is wrong with it by JSON pointer.</returns>
    public static (TokenRequest? Request, IReadOnlyList<(string Pointer, string Reason)> Problems) Read(JsonObject body)
    {
        var problems = new List<(string, string)>();
        foreach (var (name, _) in body)
        {
            if (!Fields.Contains(name, StringComparer.Ordinal))
                problems.Add(($"/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}", $"is unknown; there are {string.Join(", ", Fields)}"));
        }

        var tenant = Text(body["tenantId"]);
        if (tenant is null || !TenantName().IsMatch(tenant))
            problems.Add(("/tenantId", "must be 1 to 64 lower-case letters, digits or hyphens, a letter or digit first"));

        var person = Text(body["personId"]);
        if (body["personId"] is not null && !(Guid.TryParseExact(person, "D", out var id) && id.ToString() == person))
            problems.Add(("/personId", "must be a UUID in lower case with hyphens, or left out"));

        var roles = (body["roles"] as JsonArray)?.Select(Text).ToList();
        if (roles is null || roles.Count > MostRoles || !roles.All(role => role is not null && RoleName().IsMatch(role)))
            problems.Add(("/roles", $"must be a list of at most {MostRoles} words of lower-case letters and hyphens, each of at most 64"));

        var seconds = body["lifetimeSeconds"] is not { } given ? UsualLifetime
            : given.GetValueKind() == JsonValueKind.Number && given.AsValue().TryGetValue<int>(out var number) ? number : 0;
        if (seconds is < 1 or > LongestLifetime)
            problems.Add(("/lifetimeSeconds", $"must be a whole number from 1 to {LongestLifetime}"));

        return problems.Count > 0
            ? (null, problems)
            : (new(tenant!, person, [.. roles!.Distinct(StringComparer.Ordinal).Select(role => role!)], TimeSpan.FromSeconds(seconds)), []);
    }

    private static string? Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TenantName();

    [GeneratedRegex(@"\A(?=.{1,64}\z)[a-z]+(-[a-z]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleName();
}
