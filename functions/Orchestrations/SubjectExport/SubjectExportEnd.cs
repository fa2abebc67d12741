using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>
/// Ends exports before their time. What is said first counts: from then on nothing can be downloaded, and one that is under way
/// takes back by itself what it has written and what it is writing.
/// </summary>
public sealed class SubjectExportEnd(ExportDocuments documents, ExportBlobs blobs, AdvancePrivacyRequest advance, TimeProvider time)
{
    private const int PageSize = 50;

    /// <returns>The export as it is now.</returns>
    public async Task<ExportDocument> WithdrawAsync(ExportDocument export, Caller caller, CancellationToken cancellation)
    {
        var withdrawn = await EndAsync(export, reason: null, cancellation);
        if (withdrawn.State != ExportState.Withdrawn) return withdrawn;
        await blobs.DeleteAllAsync(withdrawn.Place, cancellation);
        // One that was ready had been answered; taking the copy back does not undo that.
        if (withdrawn.Size is null && await advance(caller, withdrawn.Place.PersonId, withdrawn.Id, PrivacyRequestStatus.Cancelled, reason: null, cancellation) is { } error)
            throw new InvalidOperationException($"The register does not take that the export {withdrawn.Id} is withdrawn: {error.Code}.");
        return withdrawn;
    }

    /// <summary>All of a subject who is erased.</summary>
    /// <returns>How many blobs there were.</returns>
    public async Task<long> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        string? continuation = null;
        do
        {
            var page = await documents.ListAsync(subject.TenantId, Guid.Parse(subject.SubjectId), PageSize, continuation, cancellation)
                ?? throw new InvalidOperationException("The list of exports does not go on from where it was.");
            foreach (var export in page.Items) await EndAsync(export, reason: "erased", cancellation);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return await blobs.DeleteAllAsync(subject, cancellation);
    }

    private async Task<ExportDocument> EndAsync(ExportDocument export, string? reason, CancellationToken cancellation)
    {
        for (var current = export; ; current = await documents.FindAsync(export.Place, cancellation) ?? throw new InvalidOperationException($"The export {export.Id} was there and is gone."))
        {
            if (current.State is ExportState.Withdrawn or ExportState.Failed) return current;
            var withdrawn = current with { State = ExportState.Withdrawn, Reason = reason, EndedAt = time.GetUtcNow(), ExpiresAt = null };
            if (await documents.TryReplaceAsync(withdrawn, cancellation)) return withdrawn;
        }
    }
}

/// <summary>What erasure does with exports.</summary>
public sealed class SubjectExportErasure(SubjectExportEnd end, ExportBlobs blobs) : ISubjectStore
{
    public string Name => "exports";

    public ErasureStage Stage => ErasureStage.Copies;

    public IReadOnlyList<StoredPlace> Covers { get; } =
    [
        new(StoredPlaceKind.BlobContainer, SubjectExportOptions.Container.Name),
        new(StoredPlaceKind.Orchestration, SubjectExportOrchestration.Name),
    ];

    /// <summary>Orchestrations are left with ids, codes, numbers and hashes.</summary>
    public ErasureRule Rule { get; } = new(ErasureEffect.Deleted, "");

    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation) =>
        new(await blobs.CountAsync(subject, cancellation), Retained: 0, Readable: 0);

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation) =>
        new(await end.EraseAsync(subject, cancellation), Anonymised: 0, Retained: 0);
}
