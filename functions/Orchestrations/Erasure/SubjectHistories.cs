using Microsoft.DurableTask.Client;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Reconciling;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>
/// Histories of orchestrations about the subject, which hold ids and times: they are purged, but for the erasure's own, which is
/// under way and goes by itself when it is over.
/// </summary>
public sealed class SubjectHistories(IEnumerable<SubjectInstances> kinds) : ISubjectStore
{
    private DurableTaskClient? _client;

    public string Name => "orchestration-histories";

    public ErasureStage Stage => ErasureStage.Copies;

    public IReadOnlyList<StoredPlace> Covers { get; } = [new(StoredPlaceKind.Orchestration, ErasureOrchestration.Name), new(StoredPlaceKind.Orchestration, ReconcileOrchestration.Name)];

    public ErasureRule Rule { get; } = new(ErasureEffect.Deleted, "");

    /// <summary>The host gives a client to functions only; one is as good as another.</summary>
    public void Reach(DurableTaskClient client) => _client = client;

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation) =>
        new((await FindAsync(subject, cancellation)).Count, Retained: 0, Readable: 0);

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var purged = 0;
        foreach (var instance in await FindAsync(subject, cancellation)) purged += (await Client.PurgeInstanceAsync(instance, cancellation)).PurgedInstanceCount;
        return new SubjectErased(purged, Anonymised: 0, Retained: 0);
    }

    private DurableTaskClient Client => _client ?? throw new InvalidOperationException("No function has handed its client to the histories.");

    /// <summary>Those that are over. What is under way ends, and is purged in its time.</summary>
    private async Task<IReadOnlyList<string>> FindAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var found = new List<string>();
        foreach (var kind in kinds)
        {
            await foreach (var instance in Client.GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: kind.PrefixOf(subject))).WithCancellation(cancellation))
            {
                if (instance.IsCompleted) found.Add(instance.InstanceId);
            }
        }

        return found;
    }
}
