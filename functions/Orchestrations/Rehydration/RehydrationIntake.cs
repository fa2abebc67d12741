using Microsoft.DurableTask.Client;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.Rehydration.Keeping;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Rehydration;

public sealed record AcceptedRehydration(RehydrationDocument Rehydration, bool IsRepeated);

/// <summary>Takes requests: keeps them and starts. Broken off anywhere, it goes on when the request is sent again.</summary>
public sealed class RehydrationIntake(
    RehydrationDocuments documents, ArchiveIndex index, SubjectKeys keys, IEnumerable<Domain> domains, RehydrationOptions options, TimeProvider time)
{
    private readonly IReadOnlyList<string> _archived =
        [.. domains.Where(domain => domain.Retention?.Archive is not null).Select(domain => domain.Container).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public async Task<Result<AcceptedRehydration>> AcceptAsync(StartRequest<RehydrationRequest> start, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(client);
        var (context, id, body) = start;
        // First, for what the request was about may be back by now; and under the same key, about something else, it would lie elsewhere.
        var known = context.IdempotencyKey is null ? null : await documents.FindAsync(context.Caller.TenantId, id, cancellation);
        if (known is null)
        {
            if (body.Check(_archived) is { Count: > 0 } wrong) return RehydrationErrors.Invalid(wrong);
            if (await RefusalAsync(context.Caller.TenantId, body, cancellation) is { } refusal) return refusal;
        }

        var (rehydration, isRepeated) = known is null ? await AddAsync(start, cancellation) : (known, true);
        if (rehydration is null) return RehydrationErrors.NotArchived;
        if (rehydration.RequestHash != context.RequestHash) return StoreErrors.KeyReused;
        if (rehydration.State == RehydrationState.UnderWay) await StartAsync(rehydration, client, cancellation);
        return new AcceptedRehydration(rehydration, isRepeated);
    }

    private async Task<Error?> RefusalAsync(string tenantId, RehydrationRequest body, CancellationToken cancellation)
    {
        if (body.PersonId is not { } person) return null;
        var standing = await keys.ReadStandingAsync(tenantId, person.ToString(), cancellation);
        return standing switch
        {
            { DestroyedAt: not null } => StoreErrors.Erased,
            { Key: null } => RehydrationErrors.NoPerson,
            { IsRestricted: true } => StoreErrors.Restricted,
            _ => null,
        };
    }

    /// <returns>Null where nothing of it is archived.</returns>
    private async Task<(RehydrationDocument? Rehydration, bool IsRepeated)> AddAsync(StartRequest<RehydrationRequest> start, CancellationToken cancellation)
    {
        var (context, id, body) = start;
        var (tenantId, now) = (context.Caller.TenantId, time.GetUtcNow());
        var total = body.PersonId is { } person
            ? await index.CountAsync(new(tenantId, person.ToString()), body.Domain, cancellation)
            : await index.CountAsync(tenantId, body.ArchivalId!.Value, body.Domain, cancellation);
        if (total == 0) return (null, false);
        return await documents.AddAsync(new RehydrationDocument
        {
            Id = id.ToString(),
            TenantId = tenantId,
            SubjectId = (body.PersonId ?? body.ArchivalId).ToString()!,
            RequestHash = context.RequestHash,
            Container = body.Domain,
            PersonId = body.PersonId,
            ArchivalId = body.ArchivalId,
            Reason = body.Reason,
            RequestedBy = context.Caller.Id,
            RequestedAt = now,
            KeptUntil = now + options.Life,
            Total = total,
        }, cancellation);
    }

    private async Task StartAsync(RehydrationDocument rehydration, DurableTaskClient client, CancellationToken cancellation)
    {
        var checkpoint = new RehydrationCheckpoint { Place = rehydration.Place, Poll = options.Poll, Total = rehydration.Total };
        await client.StartOnceAsync(RehydrationOrchestration.Name, RehydrationOrchestration.InstanceOf(rehydration.Place), checkpoint, cancellation);
    }
}
