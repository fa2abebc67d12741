using Microsoft.DurableTask.Client;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Functions.Orchestrations.Archival.Keeping;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Archival;

public sealed record AcceptedArchival(ArchivalDocument Archival, bool IsRepeated);

/// <summary>
/// Takes requests for archivals: keeps them and starts, one at a time of a tenant and domain. Broken off anywhere, it goes on when the
/// request is sent again.
/// </summary>
public sealed class ArchivalIntake(ArchivalDocuments documents, RetirementRules rules, LifecycleOptions options, TimeProvider time)
{
    /// <summary>Longer than any request lasts: by then, whoever has taken a turn has said for what, or never will.</summary>
    private static readonly TimeSpan Acceptance = TimeSpan.FromMinutes(5);

    public async Task<Result<AcceptedArchival>> AcceptAsync(StartRequest<ArchivalRequest> start, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(client);
        var (context, id, body) = start;
        var place = new ArchivalPlace(context.Caller.TenantId, id);
        var now = time.GetUtcNow();
        var known = context.IdempotencyKey is null ? null : await documents.FindAsync(place, cancellation);
        if (known is not null && known.RequestHash != context.RequestHash) return StoreErrors.KeyReused;
        if (known is null && body.Check(rules, now) is { Count: > 0 } wrong) return ArchivalErrors.Invalid(wrong);
        if (known is null && body.DryRun != true && await TakeTurnAsync(place, body.Domain, client, cancellation) is { } other) return ArchivalErrors.RunningBy(other);
        var (archival, isRepeated) = known is not null ? (known, true) : await documents.AddAsync(new ArchivalDocument
        {
            Id = id.ToString(),
            TenantId = context.Caller.TenantId,
            RequestHash = context.RequestHash,
            Domain = body.Domain,
            Before = body.Before ?? rules.DueAt(body.Domain, now),
            IsDryRun = body.DryRun == true,
            RequestedAt = now,
            RequestedBy = context.Caller.Id,
            State = ArchivalState.UnderWay,
        }, cancellation);
        if (archival.State == ArchivalState.UnderWay) await StartAsync(archival, client, cancellation);
        return new AcceptedArchival(archival, isRepeated);
    }

    /// <returns>Null where it is this one's turn; else whose it is.</returns>
    private async Task<Guid?> TakeTurnAsync(ArchivalPlace place, string domain, DurableTaskClient client, CancellationToken cancellation)
    {
        // Again where another takes it, or has done with it, at this moment.
        while (true)
        {
            var turn = await documents.FindTurnAsync(place.TenantId, domain, cancellation);
            if (turn?.ArchivalId == place.ArchivalId) return null;
            if (turn is not null && await IsUnderWayAsync(turn, client, cancellation)) return turn.ArchivalId;
            var mine = new ArchivalTurn { Id = ArchivalTurn.IdOf(domain), TenantId = place.TenantId, ArchivalId = place.ArchivalId, At = time.GetUtcNow() };
            if (await documents.TryTakeTurnAsync(mine, turn, cancellation)) return null;
        }
    }

    private async Task<bool> IsUnderWayAsync(ArchivalTurn turn, DurableTaskClient client, CancellationToken cancellation)
    {
        var place = new ArchivalPlace(turn.TenantId, turn.ArchivalId);
        if (await documents.FindAsync(place, cancellation) is not { } holder) return turn.At + Acceptance > time.GetUtcNow();
        if (holder.State != ArchivalState.UnderWay) return false;
        if (await client.GetInstanceAsync(ArchivalOrchestration.InstanceOf(place), cancellation) is not { } instance)
        {
            // Accepted by a process that ended before it could start.
            await StartAsync(holder, client, cancellation);
            return true;
        }

        if (!instance.IsCompleted) return true;
        await documents.ChangeAsync(
            place, archival => archival.State == ArchivalState.UnderWay ? archival with { State = ArchivalState.Failed, Reason = ArchivalStops.Ended, EndedAt = time.GetUtcNow() } : archival, cancellation);
        return false;
    }

    private async Task StartAsync(ArchivalDocument archival, DurableTaskClient client, CancellationToken cancellation)
    {
        var checkpoint = new ArchivalCheckpoint { Place = archival.Place, Pause = options.Pause, RecordTypes = [.. rules.Of(archival.Domain).Select(domain => domain.RecordType)] };
        await client.StartOnceAsync(ArchivalOrchestration.Name, ArchivalOrchestration.InstanceOf(archival.Place), checkpoint, cancellation);
    }
}
