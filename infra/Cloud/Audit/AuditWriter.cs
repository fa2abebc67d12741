using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Audit;

/// <summary>Stores what a trail holds: an entry for each subject, at the end of their chain.</summary>
public sealed class AuditWriter(AuditDocuments documents, SubjectKeys keys, AuditOptions options, TimeProvider time)
{
    private readonly AuditChains _chains = new(documents, options, time);

    /// <param name="function">That ran.</param>
    /// <param name="network">Where the request came from; null where it was none.</param>
    /// <param name="isAnswered">What was to be shown will be.</param>
    /// <exception cref="Microsoft.Azure.Cosmos.CosmosException">Not all of it is stored.</exception>
    /// <exception cref="TimeoutException">Not all of it is stored.</exception>
    public async Task WriteAsync(AccessTrail trail, string function, string? network, bool isAnswered)
    {
        ArgumentNullException.ThrowIfNull(trail);
        var accesses = trail.Found(isAnswered);
        // Of nothing at once and on this thread: an orchestrator must not be taken from its own.
        if (accesses.Count == 0) return;
        // Most runs concern one subject, or nobody. None is given up half-way: what was done stays done though nobody waits for it.
        if (accesses.Count == 1) await WriteAsync(accesses[0], function, network);
        else await Parallel.ForEachAsync(accesses, new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency }, async (access, _) => await WriteAsync(access, function, network));
    }

    private async Task WriteAsync(Access access, string function, string? network)
    {
        var key = network is null ? null : await keys.FindAsync(access.Subject.TenantId, access.Subject.SubjectId, CancellationToken.None);
        var at = time.GetUtcNow();
        await _chains.Of(access.Subject).AppendAsync(head => Document(access, function, network, key, at, head));
    }

    private static JsonObject Document(Access access, string function, string? network, SubjectKey? key, DateTimeOffset at, ChainHead head)
    {
        var id = AuditEntry.IdOf(head.Sequence + 1);
        var document = DocumentJson.Write(new AuditEntry
        {
            Id = id,
            TenantId = access.Subject.TenantId,
            SubjectId = access.Subject.SubjectId,
            Form = AuditHash.Form,
            Sequence = head.Sequence + 1,
            At = at,
            CallerId = access.Caller.Id,
            Roles = [.. access.Caller.Roles.Select(role => role.Name()).Order(StringComparer.Ordinal)],
            Behalf = access.Behalf,
            Function = function,
            Kind = access.Kind,
            Purposes = [.. access.Purposes],
            Records = [.. access.Records],
            From = network is null ? null : key?.Seal(network, AccessLog.PlaceOfNetwork(access.Subject, id)),
            TraceId = access.TraceId,
            Previous = head.Hash,
        });
        document["hash"] = AuditHash.Of(document);
        return document;
    }
}
