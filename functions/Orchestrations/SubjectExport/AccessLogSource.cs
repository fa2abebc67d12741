using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Serverless.Cloud.Audit;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>Who has seen and changed a person's data: what they may know of the audit.</summary>
public sealed class AccessLogSource(AccessLog log)
{
    public ExportSource Source => new(
        "access-log",
        "Who has seen your data",
        "Every time that somebody has looked at your data or changed it: when, who, on whose behalf, what for, and which of it.",
        ReadAsync);

    private async IAsyncEnumerable<JsonObject> ReadAsync(string tenantId, Guid personId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in log.ReadAsync(tenantId, personId.ToString(), cancellation))
            yield return DocumentJson.Write(new LoggedAccess(entry.At, entry.CallerId, entry.Roles, entry.Behalf, entry.Kind, entry.Purposes, entry.Records, entry.Function, entry.From, entry.Sequence));
    }

    private sealed record LoggedAccess(
        DateTimeOffset At, string By, IReadOnlyList<string> Roles, AccessBehalf Behalf, AccessKind Kind, IReadOnlyList<Purpose> Purposes, IReadOnlyList<AccessedRecords> Records,
        string Function, string? From, long Sequence);
}
