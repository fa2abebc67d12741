using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Cloud.Audit;

/// <summary>What the audit answers to erasure: it stays, as the proof of who has seen what; where requests came from goes with the key.</summary>
public sealed class AuditStore(AuditDocuments documents, SubjectKeys keys) : ISubjectStore
{
    public string Name => "audit";

    public ErasureStage Stage => ErasureStage.Copies;

    public IReadOnlyList<StoredPlace> Covers { get; } = [new(StoredPlaceKind.Container, PlatformContainers.Audit.Name)];

    public ErasureRule Rule { get; } = new(
        ErasureEffect.Retained,
        "GDPR Art. 5(2) and 32: the proof of who has read and written the data. By the person's id only; where requests came from is unreadable without the key.");

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var isReadable = await keys.FindAsync(subject.TenantId, subject.SubjectId, cancellation) is not null;
        var (all, @sealed) = (0L, 0L);
        await foreach (var entry in documents.QueryAsync(new QueryDefinition("SELECT c.id, IS_DEFINED(c[\"from\"]) AS isSealed FROM c"), AuditDocuments.PartitionOf(subject), cancellation))
        {
            all++;
            if ((bool)entry["isSealed"]!) @sealed++;
        }

        return new SubjectCount(Erasable: 0, Retained: all, Readable: isReadable ? @sealed : 0);
    }

    public Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation) => Task.FromResult(SubjectErased.Nothing);
}
