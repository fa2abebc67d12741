using Microsoft.Azure.Functions.Worker;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>Deletes what is left of exports whose time is over. Nobody can download them any more by then.</summary>
public sealed class SubjectExportExpiry(ExportBlobs blobs, ExportDocuments documents, SubjectExportOptions options, TimeProvider time)
{
    [Function("ExpireSubjectExports")]
    public async Task ExpireAsync([TimerTrigger("0 41 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await foreach (var (export, madeAt) in blobs.ListAsync(cancellation))
        {
            if (madeAt + options.Life > now) continue;
            var kept = await documents.FindAsync(export, cancellation);
            if (kept is { State: ExportState.Accepted } || kept?.IsDownloadableAt(now) == true) continue;
            await blobs.DeleteAllAsync(export, cancellation);
        }
    }
}
