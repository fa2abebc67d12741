using System.Globalization;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Removes finished instances with all that is stored of them.</summary>
internal static class Purging
{
    /// <summary>So many in one transaction: other work gets its turn between two.</summary>
    private const int Batch = 200;

    /// <exception cref="InvalidOperationException">The instance is not finished.</exception>
    public static int Purge(Database database, string id, bool recursive)
    {
        if (Rows.Find(database, id) is not { } row) return 0;
        if (!row.IsFinished)
        {
            throw new InvalidOperationException(
                $"Only orchestrations in a terminal state can be purged, but the orchestration with instance ID {id} has status {row.Status}.");
        }

        return Purge(database, row.Number, recursive);
    }

    /// <returns>How many went; none when no more are left.</returns>
    public static int PurgeSome(Database database, PurgeInstancesFilter filter, bool recursive)
    {
        var numbers = database.Read(
            """
            SELECT number FROM instances
            WHERE status IN (1, 3, 5) AND ($0 IS NULL OR created >= $0) AND ($1 IS NULL OR created <= $1)
            AND ($2 IS NULL OR instr($2, ',' || status || ',') > 0) LIMIT $3
            """,
            row => row.GetInt64(0), filter.CreatedFrom?.UtcTicks, filter.CreatedTo?.UtcTicks, Statuses(filter.Statuses), Batch);
        return numbers.Sum(number => Purge(database, number, recursive));
    }

    /// <returns>Numbers between commas, as the queries look for them; null for all.</returns>
    public static string? Statuses(IEnumerable<OrchestrationRuntimeStatus>? statuses)
    {
        var numbers = statuses?.Select(status => ((int)status).ToString(CultureInfo.InvariantCulture)).ToList();
        return numbers is { Count: > 0 } ? $",{string.Join(',', numbers)}," : null;
    }

    private static int Purge(Database database, long number, bool recursive)
    {
        // A child may have gone before with a parent of its own.
        if (!Rows.Delete(database, number)) return 0;
        return 1 + (recursive ? Children(database, number).Sum(child => Purge(database, child, recursive)) : 0);
    }

    private static List<long> Children(Database database, long number) => database.Read(
        "SELECT number FROM instances WHERE parent = $0 AND status IN (1, 3, 5)", row => row.GetInt64(0), number);
}
