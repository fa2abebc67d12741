using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Functions.Seams;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.SubjectExport;

public sealed record CollectTask(SubjectExportPlace Export, string Section);

/// <param name="Stop">Why the export ends here; a code.</param>
/// <param name="WaitsFor">What is out of reach for hours; a code. Ask again then.</param>
public sealed record CollectAnswer(SectionResult? Result, string? Stop, string? WaitsFor = null);

public sealed record PackTask(SubjectExportPlace Export, IReadOnlyList<SectionResult> Collected);

/// <inheritdoc cref="CollectAnswer"/>
public sealed record PackAnswer(PackedExport? Package, string? Stop);

public sealed record VerifyTask(SubjectExportPlace Export, PackedExport Package);

public sealed record PublishTask(SubjectExportPlace Export, long Size, SubjectExportProgress Content);

/// <param name="Reason">A code.</param>
public sealed record CompensateTask(SubjectExportPlace Export, string Reason, SubjectExportProgress Content);

/// <summary>The steps of an export. Each, done again after the process ended in its middle, comes to the same.</summary>
public sealed class SubjectExportActivities(
    ExportSections sections, ExportDocuments documents, ExportBlobs blobs, ArchiveRecall archives, Packing packing, SubjectKeys keys, AdvancePrivacyRequest advance, TimeProvider time, SubjectExportOptions options)
{
    public const string Collect = "CollectExportSection";
    public const string Pack = "PackExport";
    public const string Verify = "VerifyExport";
    public const string Publish = "PublishExport";
    public const string Compensate = "CompensateExport";

    private const string Withdrawn = "withdrawn";
    private const string Erased = "erased";
    private const string Unverified = "unverified";

    [Function(Collect)]
    public async Task<CollectAnswer> CollectAsync([ActivityTrigger] CollectTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (export, key, stop) = await BeginAsync(task.Export, cancellation);
        if (export is null || key is null) return new CollectAnswer(Result: null, stop);
        var section = sections.Find(task.Section);
        // A newer version does not have it any more: whatever it held is in another section now.
        if (section is null) return new CollectAnswer(new SectionResult(task.Section, Records: 0, Events: 0, Missing: 0, []), Stop: null);
        var collecting = new SectionTask(task.Export, key, time.GetUtcNow(), export.AsOf);
        try
        {
            return new CollectAnswer(await section.CollectAsync(collecting, cancellation), Stop: null);
        }
        catch (ArchiveOfflineException)
        {
            await archives.AskAsync(collecting.Subject, cancellation);
            return new CollectAnswer(Result: null, Stop: null, ArchiveErasure.Offline);
        }
    }

    [Function(Pack)]
    public async Task<PackAnswer> PackAsync([ActivityTrigger] PackTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (export, key, stop) = await BeginAsync(task.Export, cancellation);
        if (export is null || key is null) return new PackAnswer(Package: null, stop);
        try
        {
            return new PackAnswer(await packing.PackAsync(export, key, task.Collected, cancellation), Stop: null);
        }
        // It would be no other the next time.
        catch (InvalidDataException)
        {
            return new PackAnswer(Package: null, Unverified);
        }
    }

    /// <returns>Why the export ends here; null where every byte is as it was collected.</returns>
    [Function(Verify)]
    public async Task<string?> VerifyAsync([ActivityTrigger] VerifyTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        var (export, key, stop) = await BeginAsync(task.Export, cancellation);
        if (export is null || key is null) return stop;
        await using var package = await blobs.ReadPackageAsync(task.Export, key, cancellation);
        return package is null || await PackageCheck.FaultAsync(package, task.Package, cancellation) is not null ? Unverified : null;
    }

    /// <inheritdoc cref="VerifyAsync"/>
    [Function(Publish)]
    public async Task<string?> PublishAsync([ActivityTrigger] PublishTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        await blobs.DeletePartsAsync(task.Export, cancellation);
        // Again only when it was withdrawn, or published, at the same time.
        while (true)
        {
            var (export, _, stop) = await BeginAsync(task.Export, cancellation);
            if (export is null) return stop;
            var now = time.GetUtcNow();
            var ready = export with { State = ExportState.Ready, EndedAt = now, ExpiresAt = now + options.Life, Size = task.Size, Content = task.Content };
            if (export.State != ExportState.Ready && !await documents.TryReplaceAsync(ready, cancellation)) continue;
            await TellAsync(export, PrivacyRequestStatus.Completed, reason: null, cancellation);
            return null;
        }
    }

    [Function(Compensate)]
    public async Task CompensateAsync([ActivityTrigger] CompensateTask task, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(task);
        await blobs.DeleteAllAsync(task.Export, cancellation);
        while (await documents.FindAsync(task.Export, cancellation) is { } export)
        {
            var ended = export with { State = ExportState.Failed, Reason = task.Reason, EndedAt = time.GetUtcNow(), Content = task.Content };
            if (export.State == ExportState.Accepted && !await documents.TryReplaceAsync(ended, cancellation)) continue;
            // What was asked for is still owed, unless it was taken back.
            var (status, reason) = export.State == ExportState.Withdrawn ? (PrivacyRequestStatus.Cancelled, null) : (PrivacyRequestStatus.Held, "export-failed");
            await TellAsync(export, status, reason, cancellation);
            return;
        }
    }

    private async Task<(ExportDocument? Export, SubjectKey? Key, string? Stop)> BeginAsync(SubjectExportPlace place, CancellationToken cancellation)
    {
        if (await documents.FindAsync(place, cancellation) is not { State: ExportState.Accepted or ExportState.Ready } export) return (null, null, Withdrawn);
        var key = await keys.FindAsync(place.TenantId, place.PersonId.ToString(), cancellation);
        return key is null ? (null, null, Erased) : (export, key, null);
    }

    private async Task TellAsync(ExportDocument export, PrivacyRequestStatus status, string? reason, CancellationToken cancellation)
    {
        var place = export.Place;
        if (await advance(export.RequestedBy.Caller(place.TenantId), place.PersonId, place.ExportId, status, reason, cancellation) is { } error)
            throw new InvalidOperationException($"The register does not take that the export {place.ExportId} is {status}: {error.Code}.");
    }
}
