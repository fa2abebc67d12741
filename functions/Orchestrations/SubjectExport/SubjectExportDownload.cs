using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>Hands exports out: an address for a while, to whoever may have it, and the package, to whoever has the address.</summary>
public sealed class SubjectExportDownload(ExportDocuments documents, ExportBlobs blobs, ExportLinks links, SubjectKeys keys, TimeProvider time)
{
    private const string Package = SubjectExportFunctions.One + "/package";

    [Function("LinkSubjectExport")]
    [Allow(Role.Dpo, Role.Learner)]
    [Operation("Get an address by which anybody who has it can download an export, for a short while", Answer = typeof(SubjectExportLink), Errors = ["export-not-found", "export-not-ready", "export-gone"])]
    public async Task<IResult> LinkAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = SubjectExportFunctions.One + "/link")] HttpRequest request, Guid exportId, CancellationToken cancellation)
    {
        if (await SubjectExportFunctions.FindAsync(documents, request.Caller(), exportId, cancellation) is not { } export) return Problems.Of(SubjectExportErrors.NotFound);
        if (export.State == ExportState.Accepted) return Problems.Of(SubjectExportErrors.NotReady);
        if (!export.IsDownloadableAt(time.GetUtcNow())) return Problems.Of(SubjectExportErrors.Gone);
        SubjectExportAudit.Note(export, request.Caller());
        return Results.Ok(await links.MakeAsync(export, cancellation));
    }

    [Function("DownloadSubjectExport")]
    [AllowAnyone("Whoever has the address may use it until it expires: it is signed for this export, and names nobody.")]
    [Query(ExportLinks.Tenant, "As the address has it.", IsRequired = true)]
    [Query(ExportLinks.Until, "As the address has it.", Type = typeof(long), IsRequired = true)]
    [Query(ExportLinks.Signature, "As the address has it.", IsRequired = true)]
    [Operation("Download an export by the address that was given out", ContentType = "application/zip", Errors = ["link-malformed", "link-invalid", "link-expired", "export-gone"])]
    public async Task<IResult> DownloadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = Package)] HttpRequest request, Guid exportId, CancellationToken cancellation)
    {
        var (tenant, signature) = (request.Query[ExportLinks.Tenant].ToString(), request.Query[ExportLinks.Signature].ToString());
        if (!Caller.IsId(tenant) || signature.Length == 0 || !long.TryParse(request.Query[ExportLinks.Until], NumberStyles.None, CultureInfo.InvariantCulture, out var until))
            return Problems.Of(SubjectExportErrors.LinkMalformed);
        // Nothing of the tenant's is looked for before the export is found: whoever invents an address makes no keys.
        if (await documents.FindAsync(tenant, exportId, cancellation) is not { } export || !await links.IsSignedAsync(export, until, signature, cancellation))
            return Problems.Of(SubjectExportErrors.LinkInvalid);
        var now = time.GetUtcNow();
        if (now.ToUnixTimeSeconds() >= until) return Problems.Of(SubjectExportErrors.LinkExpired);
        if (!export.IsDownloadableAt(now) || await keys.FindAsync(tenant, export.SubjectId, cancellation) is not { } key) return Problems.Of(SubjectExportErrors.Gone);
        if (await blobs.ReadPackageAsync(export.Place, key, cancellation) is not { } package) return Problems.Of(SubjectExportErrors.Gone);
        SubjectExportAudit.Note(export, SubjectExportAudit.WhoeverHasTheAddress(tenant));
        return Results.Stream(package, "application/zip", $"your-data-{exportId}.zip", enableRangeProcessing: true);
    }
}
