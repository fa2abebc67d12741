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

    /// <param name="path">Such as <c>dbs/serverless/colls/people/docs/1</c>.</param>
    internal static StoreOperation Of(string method, string path, Func<string, string?> header)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "colls");
        var container = at >= 0 && at + 1 < parts.Length ? parts[at + 1] : "";
        var kind = at < 0 ? "database" : at + 2 < parts.Length && parts[at + 2] == "docs" || Has(header, Batch) || Has(header, Query) ? "item" : "container";
        return new(Verb(method, kind, isOne: at >= 0 && at + 3 < parts.Length, header), container);
    }

    public override string ToString() => Container.Length == 0 ? Name : $"{Name} {Container}";

    private static string Verb(string method, string kind, bool isOne, Func<string, string?> header) => method switch
    {
        _ when Has(header, Batch) => "execute_batch",
        _ when Has(header, QueryPlan) => "query_plan",
        _ when Has(header, Query) => "query_items",
        "GET" when header(Feed) is not null => "query_change_feed",
        "GET" when kind == "item" && !isOne => "read_all_items",
        "GET" => $"read_{kind}",
        "POST" when Has(header, Upsert) => $"upsert_{kind}",
        "POST" => $"create_{kind}",
        "PUT" => $"replace_{kind}",
        "PATCH" => $"patch_{kind}",
        "DELETE" => $"delete_{kind}",
        _ => "_OTHER",
    };

    private static bool Has(Func<string, string?> header, string name) => string.Equals(header(name), "true", StringComparison.OrdinalIgnoreCase);
}
