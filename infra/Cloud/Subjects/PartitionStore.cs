using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Subjects;

/// <summary>A container without a domain, whose documents about a subject lie in the subject's partition: all of them are deleted, or all stay.</summary>
public sealed class PartitionStore(string container, ErasureStage stage, ErasureRule rule, Database database) : ISubjectStore
{
    private const string Everything = "true";

    private static readonly Dictionary<string, object> None = [];

    public string Name => container;

    public ErasureStage Stage => stage;

    public IReadOnlyList<StoredPlace> Covers { get; } = [new(StoredPlaceKind.Container, container)];

    public ErasureRule Rule => rule;

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var count = await PartitionOf(subject).CountAsync(Everything, None, cancellation);
        return rule.Effect == ErasureEffect.Deleted ? new SubjectCount(count, Retained: 0, Readable: 0) : new SubjectCount(Erasable: 0, count, Readable: 0);
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        if (rule.Effect != ErasureEffect.Deleted) return new SubjectErased(Deleted: 0, Anonymised: 0, (await CountAsync(subject, cancellation)).Retained);
        var (deleted, _) = await PartitionOf(subject).DeleteAsync(Everything, None, _ => true, cancellation);
        return new SubjectErased(deleted, Anonymised: 0, Retained: 0);
    }

    private SubjectPartition PartitionOf(SubjectPlace subject) => new(database.GetContainer(container), subject);
}
