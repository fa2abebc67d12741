using Serverless.Cloud.Audit;
using Serverless.Cloud.Projections;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>What the access log says of exports: who asked for one, who was given its address, and each time that it was downloaded.</summary>
internal static class SubjectExportAudit
{
    /// <summary>Nobody knows who downloads; who was given the address stands in the log before.</summary>
    public static Caller WhoeverHasTheAddress(string tenantId) => new(tenantId, "export-link", PersonId: null, new HashSet<Role>());

    public static void Note(ExportDocument export, Caller caller) => AccessTrail.Current?.Note(
        AccessKind.Export, caller, new SubjectPlace(export.TenantId, export.SubjectId), ExportDocument.DocumentKind, export.Id.ToString(), []);
}
