using System.Globalization;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Instances in the order of their start, page by page.</summary>
internal sealed record Listing(IReadOnlyList<InstanceRow> Rows, string? Continuation)
{
    private const string Filter = """
         WHERE number > $0 AND ($1 IS NULL OR created >= $1) AND ($2 IS NULL OR created <= $2)
        AND ($3 IS NULL OR instr($3, ',' || status || ',') > 0) AND ($4 IS NULL OR substr(id, 1, length($4)) = $4)
        ORDER BY number LIMIT $5
        """;

    public static Listing Read(Database database, OrchestrationQuery query, string? continuation, int? size)
    {
        if (!long.TryParse(continuation ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var after))
            throw new ArgumentException("It is not a continuation token of this list.", nameof(continuation));
        var limit = size is > 0 ? size.Value : query.PageSize > 0 ? query.PageSize : OrchestrationQuery.DefaultPageSize;
        var sql = query.FetchInputsAndOutputs ? Store.Rows.SelectInstances + Filter : Store.Rows.SelectInstancesWithoutPayloads + Filter;
        var rows = database.Read(
            sql, Store.Rows.Instance, after, query.CreatedFrom?.UtcTicks, query.CreatedTo?.UtcTicks, Purging.Statuses(query.Statuses), query.InstanceIdPrefix, limit + 1);
        if (rows.Count <= limit) return new(rows, null);
        rows.RemoveAt(limit);
        return new(rows, rows[^1].Number.ToString(CultureInfo.InvariantCulture));
    }
}
