using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Consents;

/// <summary>Whether a person's consents are as they were written, beside the entries themselves, which any export holds.</summary>
public sealed class ConsentsExport(ConsentEntries entries)
{
    public ExportSource Source => new(
        "consent-verification",
        "Your consents, checked",
        "Whether every entry of your consents is still as it was written on its day, in its place and in its order.",
        ReadAsync);

    private async IAsyncEnumerable<JsonObject> ReadAsync(string tenantId, Guid personId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var ledger = new RecordKey(tenantId, personId.ToString(), ConsentLedger.IdOf(personId));
        yield return DocumentJson.Write(await entries.VerifyAsync(ledger, cancellation));
    }
}
