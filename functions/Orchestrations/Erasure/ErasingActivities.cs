using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>The steps from which there is no way back. Each does again what it was doing when the process ended, and finds what it had done.</summary>
public sealed class ErasingActivities(
    ErasureCases cases, ErasureSights sights, SubjectStores stores, SubjectHistories histories, SubjectKeys keys, Notices notices, ErasureOptions options, TimeProvider time)
{
    public const string Commit = "CommitErasure";
    public const string EraseStores = "EraseSubjectStores";
    public const string DestroyKey = "DestroySubjectKey";
    public const string Verify = "VerifyErasure";

    private const string Stuck = "erasure-stuck";

    /// <summary>The point of no return: whoever cancels is before it or too late. What stands in the way now is waited for.</summary>
    [Function(Commit)]
    public async Task<ErasureSight> CommitAsync([ActivityTrigger] ErasureTask task, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        histories.Reach(client);
        var erasure = await sights.FindAsync(task, cancellation);
        var sight = await sights.LookAsync(erasure, cancellation);
        if (sight.Facts is not { CommittedAt: null, CancelledAt: null, Holds.Count: 0 }) return sight;
        var key = (await keys.FindAsync(erasure.TenantId, erasure.PersonId.ToString(), cancellation))?.Id;
        var counts = await stores.CountAsync(PlaceOf(erasure), cancellation);
        var now = time.GetUtcNow();
        return await ChangeAsync(erasure, before => before.Facts.CancelledAt is not null ? before : before.With(before.Facts with { CommittedAt = now }) with
        {
            KeyId = key,
            Stores = [.. stores.All.Select(store => new StoreAccount(store.Name, store.Stage, store.Rule, counts[store.Name], Erased: null, Left: null))],
        }, cancellation);
    }

    [Function(EraseStores)]
    public async Task<ErasureSight> EraseAsync([ActivityTrigger] ErasureTask task, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        histories.Reach(client);
        var erasure = await sights.FindAsync(task, cancellation);
        var step = task.Step!.Value;
        if (erasure.Facts.Stages.Any(done => done.Step == step)) return sights.Of(erasure);
        var runs = new Dictionary<string, SubjectErased>(StringComparer.Ordinal);
        foreach (var store in stores.All.Where(store => StepOf(store.Stage) == step)) runs.Add(store.Name, await store.EraseAsync(PlaceOf(erasure), cancellation));
        var now = time.GetUtcNow();
        return await ChangeAsync(erasure, before => before.With(FactsAfter(before.Facts, step, runs.Values, now)) with
        {
            Stores = [.. before.Stores.Select(account => runs.TryGetValue(account.Store, out var run) && run.WaitsFor is null ? account.After(run) : account)],
        }, cancellation);
    }

    [Function(DestroyKey)]
    public async Task<ErasureSight> DestroyKeyAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        if (erasure.Facts.KeyDestroyedAt is not null) return sights.Of(erasure);
        var at = await keys.DestroyAsync(erasure.TenantId, erasure.PersonId.ToString(), cancellation);
        return await ChangeAsync(erasure, before => before.With(before.Facts with { KeyDestroyedAt = at }), cancellation);
    }

    /// <summary>Counts every store afresh. Nothing is certified of what is left, and of what nobody answers for.</summary>
    [Function(Verify)]
    public async Task<ErasureSight> VerifyAsync([ActivityTrigger] ErasureTask task, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        histories.Reach(client);
        var erasure = await sights.FindAsync(task, cancellation);
        if (erasure.Facts.VerifiedAt is not null) return sights.Of(erasure);
        var counts = await stores.CountAsync(PlaceOf(erasure), cancellation);
        IReadOnlyList<StoreLeft> left = [.. StoreLeft.In(counts), .. stores.Uncovered().Select(gap => new StoreLeft(gap, Erasable: 0, Readable: 0))];
        if (left.Count > 0) await TellAsync(erasure, left, cancellation);
        var now = time.GetUtcNow();
        return await ChangeAsync(erasure, before => before.Verified(counts, left, now, options.Recheck), cancellation);
    }

    /// <summary>Once, whatever is found how often.</summary>
    private Task TellAsync(ErasureCase erasure, IReadOnlyList<StoreLeft> left, CancellationToken cancellation)
    {
        if (erasure.Facts.IsStuck) return Task.CompletedTask;
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["personId"] = erasure.PersonId.ToString(),
            ["requestId"] = erasure.ErasureId.ToString(),
            ["stores"] = string.Join(", ", left.Select(one => one.Store)),
        };
        return notices.SendAsync([new Notice(Uuid.Derived(Stuck, erasure.ErasureId.ToString()), Stuck, erasure.TenantId, details)], cancellation);
    }

    /// <summary>A step is not done while one of its stores waits. Nobody tells when that is over: it is looked.</summary>
    private ErasureFacts FactsAfter(ErasureFacts before, ErasureStep step, IEnumerable<SubjectErased> runs, DateTimeOffset now) =>
        runs.Select(run => run.WaitsFor).FirstOrDefault(code => code is not null) is { } waitsFor
            ? before with { Wait = new StoreWait(step, waitsFor, now + options.Poll) }
            : before with { Wait = null, Stages = [.. before.Stages, new StepDone(step, now)] };

    private static ErasureStep StepOf(ErasureStage stage) => stage switch
    {
        ErasureStage.Unlinking => ErasureStep.Unlinking,
        ErasureStage.Records => ErasureStep.Records,
        ErasureStage.ReadModels => ErasureStep.ReadModels,
        ErasureStage.Copies => ErasureStep.Copies,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "It has no step."),
    };

    private static SubjectPlace PlaceOf(ErasureCase erasure) => new(erasure.TenantId, erasure.PersonId.ToString());

    private async Task<ErasureSight> ChangeAsync(ErasureCase erasure, Func<ErasureCase, ErasureCase> change, CancellationToken cancellation) =>
        sights.Of(await cases.ChangeAsync(erasure.TenantId, erasure.ErasureId, change, cancellation));
}
