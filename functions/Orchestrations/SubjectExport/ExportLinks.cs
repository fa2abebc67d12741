using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>Addresses by which an export can be downloaded for a while: signed with a key of the tenant's, for one export and one moment.</summary>
public sealed class ExportLinks(TenantKeys tenants, TimeProvider time, SubjectExportOptions options)
{
    internal const string Tenant = "tenant";
    internal const string Until = "until";
    internal const string Signature = "signature";

    /// <summary>It ends with the export at the latest.</summary>
    public async Task<SubjectExportLink> MakeAsync(ExportDocument export, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(export);
        var wished = time.GetUtcNow() + options.LinkLife;
        var until = (wished < export.ExpiresAt ? wished : export.ExpiresAt!.Value).ToUnixTimeSeconds();
        var signature = await SignAsync(export, until, cancellation);
        var query = string.Create(CultureInfo.InvariantCulture, $"{Tenant}={export.TenantId}&{Until}={until}&{Signature}={signature}");
        return new SubjectExportLink($"/api/{SubjectExportFunctions.List}/{export.Id}/package?{query}", DateTimeOffset.FromUnixTimeSeconds(until));
    }

    /// <summary>In a time that tells nothing about how much of the signature is right.</summary>
    public async Task<bool> IsSignedAsync(ExportDocument export, long until, string signature, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(export);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(await SignAsync(export, until, cancellation)), Encoding.UTF8.GetBytes(signature));
    }

    private async Task<string> SignAsync(ExportDocument export, long until, CancellationToken cancellation) =>
        (await tenants.BlindIndexAsync(export.TenantId, cancellation)).Of(SubjectExportOptions.Container.Name, "link", string.Create(CultureInfo.InvariantCulture, $"{export.Id}/{until}"));
}
