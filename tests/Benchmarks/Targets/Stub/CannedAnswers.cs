using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;
using Serverless.Benchmarks.Workloads;

namespace Serverless.Benchmarks.Targets.Stub;

/// <summary>The least that the SDK accepts from an account with one container.</summary>
internal static class CannedAnswers
{
    public const string ETag = "\"00000000-0000-0000-0000-000000000001\"";

    private const string ContainerRid = "AQAAAIABAAA=";

    public static readonly byte[] Account = Utf8("""
        {"id":"stub","userConsistencyPolicy":{"defaultConsistencyLevel":"Session"},
         "queryEngineConfiguration":"{\"maxSqlQueryInputLength\":262144}"}
        """);

    public static readonly byte[] Database = Utf8("""{"id":"benchmark","_rid":"AQAAAA=="}""");

    public static readonly byte[] Container = Utf8(
        $$"""{"partitionKey":{"paths":["/pk"],"kind":"Hash","version":2},"id":"container","_rid":"{{ContainerRid}}"}""");

    public static readonly byte[] Ranges = Utf8(
        $$"""{"_rid":"{{ContainerRid}}","_count":1,"PartitionKeyRanges":[{"id":"0","minInclusive":"","maxExclusive":"FF"}]}""");

    public static readonly byte[] Document = StoredDocument();

    public static readonly byte[] Unsupported = Utf8("""{"code":"BadRequest","message":"The stub knows point reads and creates only."}""");

    private static byte[] StoredDocument()
    {
        JsonSerializer camelCase = new() { ContractResolver = new CamelCasePropertyNamesContractResolver() };
        JObject document = JObject.FromObject(BenchmarkDocument.Numbered(1), camelCase);
        document.Add("_rid", "AQAAAIABAAABAAAAAAAAAA==");
        document.Add("_self", "dbs/AQAAAA==/colls/AQAAAIABAAA=/docs/AQAAAIABAAABAAAAAAAAAA==/");
        document.Add("_etag", ETag);
        document.Add("_attachments", "attachments/");
        document.Add("_ts", 1_700_000_000);
        return Utf8(document.ToString(Formatting.None));
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
