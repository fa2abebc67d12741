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
    public const string EraseStores = "EraseSubjectStores";
    public const string DestroyKey = "DestroySubjectKey";
    public const string Verify = "VerifyErasure";

    private const string Stuck = "erasure-stuck";

    [Function(EraseStores)]
    public async Task<ErasureSight> EraseAsync([ActivityTrigger] ErasureTask task, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        histories.Reach(client);
        var erasure = await sights.FindAsync(task, cancellation);
        var step = task.Step!.Value;
        var stage = stores.All.Where(store => StepOf(store.Stage) == step).ToList();
        await CountAsync(erasure, stage, cancellation);
        foreach (var store in stage)
        {
            var erased = await store.EraseAsync(PlaceOf(erasure), cancellation);
            await ChangeAsync(erasure, before => before with { Stores = [.. before.Stores.Select(account => account.Store == store.Name ? account.After(erased) : account)] }, cancellation);
        }

        var now = time.GetUtcNow();
        return sights.Of(await ChangeAsync(
            erasure, before => before.With(before.Facts with { Stages = [.. before.Facts.Stages.Where(done => done.Step != step), new StepDone(step, now)] }), cancellation));
    }

    [Function(DestroyKey)]
    public async Task<ErasureSight> DestroyKeyAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        var at = await keys.DestroyAsync(erasure.TenantId, erasure.PersonId.ToString(), cancellation);
        return sights.Of(await ChangeAsync(erasure, before => before.With(before.Facts with { KeyDestroyedAt = at }), cancellation));
    }

    /// <summary>Counts every store afresh. Nothing is certified of what is left, and of what nobody answers for.</summary>
    [Function(Verify)]
    public async Task<ErasureSight> VerifyAsync([ActivityTrigger] ErasureTask task, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        histories.Reach(client);
        var erasure = await sights.FindAsync(task, cancellation);
        var counts = await CountAsync(stores.All, PlaceOf(erasure), cancellation);
        IReadOnlyList<StoreLeft> left =
        [
            .. counts.Where(count => count.Value.Erasable > 0 || count.Value.Readable > 0).Select(count => new StoreLeft(count.Key, count.Value.Erasable, count.Value.Readable)),
            .. stores.Uncovered().Select(gap => new StoreLeft(gap, Erasable: 0, Readable: 0)),
        ];
        if (left.Count > 0) await TellAsync(erasure, left, cancellation);
        var now = time.GetUtcNow();
        return sights.Of(await ChangeAsync(erasure, before => before.Verified(counts, left, now, options.Recheck), cancellation));
    }

    private async Task CountAsync(ErasureCase erasure, IReadOnlyList<ISubjectStore> stage, CancellationToken cancellation)
    {
        var uncounted = stage.Where(store => erasure.Stores.All(account => account.Store != store.Name)).ToList();
        if (uncounted.Count == 0) return;
        var counts = await CountAsync(uncounted, PlaceOf(erasure), cancellation);
        await ChangeAsync(
            erasure,
            before => before with
            {
                Stores =
                [
                    .. before.Stores,
                    .. uncounted.Where(store => before.Stores.All(account => account.Store != store.Name))
                        .Select(store => new StoreAccount(store.Name, store.Stage, store.Rule, counts[store.Name], Erased: null, Left: null)),
                ],
            },
            cancellation);
    }

    private static async Task<IReadOnlyDictionary<string, SubjectCount>> CountAsync(IEnumerable<ISubjectStore> some, SubjectPlace subject, CancellationToken cancellation)
    {
        var counts = new Dictionary<string, SubjectCount>(StringComparer.Ordinal);
        foreach (var store in some) counts.Add(store.Name, await store.CountAsync(subject, cancellation));
        return counts;
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

    private static ErasureStep StepOf(ErasureStage stage) => stage switch
    {
        ErasureStage.Unlinking => ErasureStep.Unlinking,
        ErasureStage.Records => ErasureStep.Records,
        ErasureStage.ReadModels => ErasureStep.ReadModels,
        ErasureStage.Copies => ErasureStep.Copies,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "It has no step."),
    };

    private static SubjectPlace PlaceOf(ErasureCase erasure) => new(erasure.TenantId, erasure.PersonId.ToString());

    private Task<ErasureCase> ChangeAsync(ErasureCase erasure, Func<ErasureCase, ErasureCase> change, CancellationToken cancellation) =>
        cases.ChangeAsync(erasure.TenantId, erasure.ErasureId, change, cancellation);
}
