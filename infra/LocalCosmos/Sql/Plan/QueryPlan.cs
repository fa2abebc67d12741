using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>The answer to a query plan request.</summary>
internal sealed record QueryPlan(QueryInfo Info, IReadOnlyList<PlanRange> Ranges)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteNumber("partitionedQueryExecutionInfoVersion", 2);
            WriteInfo(writer);
            WriteRanges(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private void WriteInfo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("queryInfo");
        writer.WriteString("distinctType", Info.DistinctType.ToString());
        WriteCount(writer, "top", Info.Top);
        WriteCount(writer, "offset", Info.Offset);
        WriteCount(writer, "limit", Info.Limit);
        WriteStrings(writer, "orderBy", Info.OrderBy.Select(descending => descending ? "Descending" : "Ascending"));
        WriteStrings(writer, "orderByExpressions", Info.OrderByExpressions);
        WriteStrings(writer, "groupByExpressions", Info.GroupByExpressions);
        WriteStrings(writer, "groupByAliases", Info.GroupByAliases);
        WriteStrings(writer, "aggregates", Info.Aggregates.Select(kind => kind.ToString()));
        writer.WriteStartObject("groupByAliasToAggregateType");
        foreach (var (alias, kind) in Info.GroupByAliasToAggregateType) writer.WriteString(alias, kind?.ToString() ?? "");
        writer.WriteEndObject();
        writer.WriteString("rewrittenQuery", Info.RewrittenQuery);
        writer.WriteBoolean("hasSelectValue", Info.HasSelectValue);
        if (Info.DistinctCountAlias is { } countAlias)
        {
            writer.WriteStartObject("dCountInfo");
            writer.WriteString("dCountAlias", countAlias);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("hasNonStreamingOrderBy", Info.HasNonStreamingOrderBy);
        writer.WriteEndObject();
    }

    private void WriteRanges(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("queryRanges");
        foreach (var range in Ranges)
        {
            writer.WriteStartObject();
            writer.WriteString("min", range.Min);
            writer.WriteString("max", range.Max);
            writer.WriteBoolean("isMinInclusive", true);
            writer.WriteBoolean("isMaxInclusive", range.IsMaxInclusive);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCount(Utf8JsonWriter writer, string name, long? count)
    {
        if (count is { } number) writer.WriteNumber(name, number);
    }

    private static void WriteStrings(Utf8JsonWriter writer, string name, IEnumerable<string> items)
    {
        writer.WriteStartArray(name);
        foreach (var item in items) writer.WriteStringValue(item);
        writer.WriteEndArray();
    }
}
