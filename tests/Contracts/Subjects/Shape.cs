using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Serverless.Contracts.Subjects;

/// <summary>What is stored of a tenant, but for what is another each time: ids, times, sealed texts, and what the service adds.</summary>
internal static partial class Shape
{
    public static string WithoutSeals(string text) => Sealed().Replace(text, "sealed");

    public static async Task<string> OfAsync(ErasureApp app, string tenant)
    {
        var all = await app.SnapshotAsync(tenant);
        // What once was counted, and is not any more, may never have been counted elsewhere.
        var lines = all.Where(one => !one.Value.Contains("\"counters\":{}", StringComparison.Ordinal)).Select(one => $"{one.Key.Container} {Plain(one.Value)}").Select(line => line.Replace(tenant, "tenant", StringComparison.Ordinal));
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Plain(string text)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) document.Remove(name);
        document.Remove("requestHash");
        document.Remove("wrapped");
        return Time().Replace(Id().Replace(Hash().Replace(WithoutSeals(document.ToJsonString()), "hash"), "id"), "time");
    }

    [GeneratedRegex(@"v1\.[0-9a-f]{32}\.[A-Za-z0-9_-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Sealed();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    /// <summary>Blind ones, of addresses and of how names begin.</summary>
    [GeneratedRegex("(?<=\"|:)[A-Za-z0-9_-]{16,}(?=\")", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();
}
