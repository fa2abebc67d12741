using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Telemetry;
using Serverless.Functions.Orchestrations.Archival.Keeping;
using Serverless.Functions.Orchestrations.Rehydration;

namespace Serverless.Functions.Orchestrations.Archival;

/// <param name="Part">The number of the part that is to be written.</param>
public sealed record ChooseTask(ArchivalPlace Archival, string RecordType, RetirementCursor? After, int Part);

/// <param name="Stop">Why the archival ends here; a code.</param>
/// <param name="IsBusy">Nothing was done: there are enough others at work.</param>
/// <param name="Chosen">Null where there is nothing to remove.</param>
/// <param name="Next">Where to look after that; null where nothing is left.</param>
/// <param name="Months">What is left alone; in a dry run, also what would go.</param>
public sealed record ChooseAnswer(string? Stop, bool IsBusy, ChosenRecords? Chosen, RetirementCursor? Next, IReadOnlyList<MonthFigures> Months, double RequestUnits)
{
    internal static ChooseAnswer Busy { get; } = new(Stop: null, IsBusy: true, Chosen: null, Next: null, [], RequestUnits: 0);
}

public sealed record RemoveTask(ArchivalPlace Archival, string RecordType, int Part, ChosenRecords Chosen);

/// <param name="IsBusy">Nothing was done: there are enough others at work.</param>
/// <param name="Months">What was moved, and what stayed behind; null where the archive is not what was written, and nothing was removed now.</param>
public sealed record RemoveAnswer(bool IsBusy, IReadOnlyList<MonthFigures>? Months, double RequestUnits)
{
    internal static RemoveAnswer Busy { get; } = new(IsBusy: true, Months: null, RequestUnits: 0);

    /// <summary>When to tell it again, where what remains to be done waits for an archive that is offline.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }
}

/// <param name="Stop">Why it ends before the last record; a code.</param>
public sealed record EndTask(ArchivalPlace Archival, string? Stop, ArchivalProgress Result);

/// <summary>The steps of an archival. Each, done again after the process ended in its middle, comes to the same.</summary>
public sealed class ArchivalActivities(
    ArchivalDocuments documents, RetirementRules rules, Archiving archiving, Deleting deleting, ArchivalSteps steps, RehydrationOptions rehydration, TimeProvider time, ILogger<ArchivalActivities> log)
{
    public const string Choose = "ChooseRetiredRecords";
    public const string Remove = "RemoveRetiredRecords";
    public const string End = "EndArchival";

    [Function(Choose)]
    public async Task<ChooseAnswer> ChooseAsync([ActivityTrigger] ChooseTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var charge = RequestCharges.Begin();
        if (await documents.FindAsync(task.Archival, cancellation) is not { CancelledAt: null } archival)
            return new ChooseAnswer(ArchivalStops.Cancelled, IsBusy: false, Chosen: null, Next: null, [], charge.Total);
        // A newer version does not have it any more: nothing of it is due.
        if (rules.ScopeOf(archival, task.RecordType) is not { } scope) return new ChooseAnswer(Stop: null, IsBusy: false, Chosen: null, Next: null, [], charge.Total);
        using var step = steps.TryBegin();
        if (step is null) return ChooseAnswer.Busy;
        if (scope.Domain.Retention?.Archive is null)
        {
            var (records, looked) = await deleting.ChooseAsync(scope, task.After, cancellation);
            return archival.IsDryRun || records.Count == 0 ? Answer(looked, null) : Answer(looked, new ChosenRecords(looked.Next, records));
        }

        if (archival.IsDryRun) return Answer(await archiving.PlanAsync(scope, task.After, cancellation), null);
        var written = await archiving.WriteAsync(scope, task.After, task.Part, cancellation);
        return Answer(written.Looked, written.Part is null ? null : new ChosenRecords(written.Looked.Next, []));

        ChooseAnswer Answer(LookedAt looked, ChosenRecords? chosen) =>
            new(Stop: null, IsBusy: false, chosen, looked.Next, chosen is null ? MonthFigures.Sum(looked.Go.Concat(looked.Stay)) : looked.Stay, charge.Total);
    }

    [Function(Remove)]
    public async Task<RemoveAnswer> RemoveAsync([ActivityTrigger] RemoveTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var charge = RequestCharges.Begin();
        var archival = await documents.FindAsync(task.Archival, cancellation) ?? throw Gone(task.Archival);
        var scope = rules.ScopeOf(archival, task.RecordType) ?? throw new InvalidOperationException($"The rule by which the archival {archival.Id} has chosen is not there any more.");
        using var step = steps.TryBegin();
        if (step is null) return RemoveAnswer.Busy;
        if (task.Chosen.Deleted.Count > 0)
        {
            var deleted = await deleting.DeleteAsync(scope, task.Chosen.Deleted, cancellation);
            return new RemoveAnswer(IsBusy: false, deleted, charge.Total) { WaitsUntil = deleted is null ? time.GetUtcNow() + rehydration.Poll : null };
        }

        try
        {
            return new RemoveAnswer(IsBusy: false, await archiving.RemoveAsync(scope, task.Part, cancellation) is { Moved: { } moved } ? [moved] : null, charge.Total);
        }
        // Somebody may be taking records out of it at this moment; whether it is more than that shows the next time.
        catch (ArchiveDamagedException)
        {
            return new RemoveAnswer(IsBusy: false, Months: null, charge.Total);
        }
    }

    [Function(End)]
    public async Task EndAsync([ActivityTrigger] EndTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var ended = await documents.ChangeAsync(task.Archival, archival => archival.State != ArchivalState.UnderWay ? archival : archival with
        {
            State = task.Stop switch { null => ArchivalState.Completed, ArchivalStops.Cancelled => ArchivalState.Cancelled, _ => ArchivalState.Failed },
            Reason = task.Stop is ArchivalStops.Cancelled ? null : task.Stop,
            EndedAt = time.GetUtcNow(),
            Result = task.Result,
        }, cancellation) ?? throw Gone(task.Archival);
        await documents.EndTurnAsync(task.Archival, ended.Domain, cancellation);
        if (ended.State == ArchivalState.Failed) log.Failed(ended.Id, ended.Domain, ended.TenantId, ended.Reason);
    }

    private static InvalidOperationException Gone(ArchivalPlace archival) => new($"The archival {archival.ArchivalId} was there and is gone.");
}
