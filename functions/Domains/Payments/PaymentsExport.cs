using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Payments;

/// <summary>What was paid and given back that concerns a person. It lies in the ledgers, in partitions that are not the person's.</summary>
public sealed class PaymentsExport(RecordStore store)
{
    private const int PageSize = 50;

    public ExportSource Source => new(
        "payments",
        "Payments that concern you",
        "Money that was paid or given back on your account, as the books have it. Amounts are in minor units of the currency, such as cents.",
        ReadAsync);

    private async IAsyncEnumerable<JsonObject> ReadAsync(string tenantId, Guid personId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var query = new RecordQuery(tenantId, SubjectId: null) { Where = new Dictionary<string, string>(StringComparer.Ordinal) { ["personId"] = personId.ToString() } };
        string? continuation = null;
        do
        {
            var page = await store.ListAsync(PaymentsDomain.Transfers, query, PageSize, continuation, cancellation)
                ?? throw new InvalidOperationException("The list of payments does not go on from where it was.");
            foreach (var transfer in page.Items)
            {
                var item = DocumentJson.Write(new Posted(transfer.Key.RecordId, transfer.Key.SubjectId, transfer.CreatedAt));
                foreach (var (name, value) in transfer.Data) item[name] = value?.DeepClone();
                yield return item;
            }

            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    private sealed record Posted(Guid Id, string LedgerId, DateTimeOffset PostedAt);
}
