using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Telemetry;

/// <summary>What a request asks of the store, by the names that OpenTelemetry gives operations of Cosmos DB.</summary>
/// <param name="Container">Empty where it is about the account or the database. Never an id: those would make a series each.</param>
internal sealed record StoreOperation(string Name, string Container)
{
    private const string Batch = "x-ms-cosmos-is-batch-request";
    private const string Query = "x-ms-documentdb-isquery";
    private const string QueryPlan = "x-ms-cosmos-is-query-plan-request";
    private const string Upsert = "x-ms-documentdb-is-upsert";
    private const string Feed = "A-IM";

    public static StoreOperation Of(RequestMessage request) =>
        Of(request.Method.Method, request.RequestUri.OriginalString, name => request.Headers.TryGetValue(name, out var value) ? value : null);

    /// <param name="path">Of what it is about, or of what contains that: <c>dbs/serverless/colls/people/docs/1</c>, and <c>dbs/serverless/colls/people</c> to make it.</param>
    internal static StoreOperation Of(string method, string path, Func<string, string?> header)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "colls");
        return new(Verb(method, parts.Length, header), at >= 0 && at + 1 < parts.Length ? parts[at + 1] : "");
    }

    public override string ToString() => Container.Length == 0 ? Name : $"{Name} {Container}";

    private static string Verb(string method, int depth, Func<string, string?> header) => method switch
    {
        _ when Has(header, Batch) => "execute_batch",
        _ when Has(header, QueryPlan) => "query_plan",
        _ when Has(header, Query) => "query_items",
        "GET" when header(Feed) is not null => "query_change_feed",
        "GET" when depth == 5 => "read_all_items",
        "GET" => $"read_{Kind(depth)}",
        "POST" when Has(header, Upsert) => "upsert_item",
        // What is made does not have an address yet.
        "POST" => $"create_{Kind(depth + 1)}",
        "PUT" => $"replace_{Kind(depth)}",
        "PATCH" => $"patch_{Kind(depth)}",
        "DELETE" => $"delete_{Kind(depth)}",
        _ => "_OTHER",
    };

    private static string Kind(int depth) => depth switch
    {
        <= 2 => "database",
        <= 4 => "container",
        _ => "item",
    };

    private static bool Has(Func<string, string?> header, string name) => string.Equals(header(name), "true", StringComparison.OrdinalIgnoreCase);
}
