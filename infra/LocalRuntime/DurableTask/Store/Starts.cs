using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>A new instance, and the number of an unfinished one whose place it has taken.</summary>
internal sealed record StartedInstance(InstanceRow Row, long? Replaced);

internal static class Starts
{
    /// <param name="dedupeStatuses">In these an existing instance keeps its id; null: as long as it is not finished.</param>
    /// <exception cref="InvalidOperationException">The id is taken.</exception>
    public static StartedInstance Insert(Database database, InstanceRow row, IReadOnlyList<OrchestrationRuntimeStatus>? dedupeStatuses)
    {
        var existing = Rows.Find(database, row.Id);
        if (existing is null) return new(Rows.Insert(database, row), null);
        if (dedupeStatuses is null ? !existing.IsFinished : dedupeStatuses.Contains(existing.Status))
            throw new InvalidOperationException($"An orchestration instance with the ID {row.Id} already exists.");
        Rows.Delete(database, existing.Number);
        return new(Rows.Insert(database, row), existing.IsFinished ? null : existing.Number);
    }
}
