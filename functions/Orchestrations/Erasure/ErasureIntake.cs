using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure;

public sealed record AcceptedErasure(ErasureCase Erasure, bool IsRepeated);

/// <summary>Takes requests: one erasure of a person at a time, whoever asks how often. Broken off anywhere, it goes on when the request is sent again.</summary>
public sealed class ErasureIntake(
    ErasureCases cases, SubjectStores stores, SubjectKeys keys, EnterPrivacyRequest enter, FindResponseDeadline findDeadline, ErasureOptions options, TimeProvider time)
{
    public async Task<Result<AcceptedErasure>> AcceptAsync(CommandContext context, ErasureRequest request, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var (caller, key) = (context.Caller, await FindKeyAsync(context, cancellation));
        if (key is not null && key.RequestHash != context.RequestHash) return StoreErrors.KeyReused;
        if (key is not null && await cases.FindAsync(caller.TenantId, key.ErasureId, cancellation) is { } known) return await GoOnAsync(context, known, isRepeated: true, client, cancellation);
        if (stores.Uncovered() is { Count: > 0 } gaps) return ErasureErrors.UncoveredBy(gaps);

        var found = await FindOrAddAsync(caller, request, cancellation);
        if (!found.IsSuccess) return found.Error;
        if (context.IdempotencyKey is not null)
            await cases.AddAsync(new ErasureKey(caller.TenantId, ErasureKey.SubjectOf(context.CommandId), found.Value.ErasureId, context.RequestHash), cancellation);
        return await GoOnAsync(context, found.Value, isRepeated: false, client, cancellation);
    }

    /// <summary>Wakes the orchestration, or starts it where there is none.</summary>
    public async Task WakeAsync(ErasureCase erasure, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(erasure);
        ArgumentNullException.ThrowIfNull(client);
        if (erasure.Facts.EndedAt is not null) return;
        var instance = ErasureOrchestration.InstanceOf(erasure.TenantId, erasure.PersonId, erasure.ErasureId);
        if (await client.GetInstanceAsync(instance, cancellation) is { IsCompleted: false })
        {
            await client.RaiseEventAsync(instance, ErasureOrchestration.Changed, cancellation);
            return;
        }

        var checkpoint = new ErasureCheckpoint(erasure.TenantId, erasure.PersonId, erasure.ErasureId, options.Poll);
        await client.StartUnlessUnderWayAsync(ErasureOrchestration.Name, instance, checkpoint, cancellation);
    }

    private async Task<ErasureKey?> FindKeyAsync(CommandContext context, CancellationToken cancellation) =>
        context.IdempotencyKey is null ? null : await cases.FindKeyAsync(context.Caller.TenantId, context.CommandId, cancellation);

    /// <summary>The register first: from the receipt on, its clock runs.</summary>
    private async Task<Result<AcceptedErasure>> GoOnAsync(CommandContext context, ErasureCase erasure, bool isRepeated, DurableTaskClient client, CancellationToken cancellation)
    {
        if (erasure.Facts.EndedAt is null)
        {
            var request = new NewPrivacyRequest(
                erasure.ErasureId, erasure.PersonId, PrivacyRequestKind.Erasure, erasure.Jurisdiction, erasure.RequestedBy, erasure.RespondBy, erasure.RespondRule);
            // Its key is for the erasure; what is entered is known by its id.
            var entered = await enter(new CommandContext(context.Caller, "requested") { TraceParent = context.TraceParent, At = erasure.RequestedAt }, request, cancellation);
            if (!entered.IsSuccess) return entered.Error;
            await WakeAsync(erasure, client, cancellation);
        }

        return new AcceptedErasure(erasure, isRepeated);
    }

    /// <summary>The first of a person's erasures that was not cancelled. Ids follow from the person, so that two who ask at once ask for the same.</summary>
    private async Task<Result<ErasureCase>> FindOrAddAsync(Caller caller, ErasureRequest request, CancellationToken cancellation)
    {
        var standing = await keys.ReadStandingAsync(caller.TenantId, request.PersonId.ToString(), cancellation);
        for (var round = 0; ; round++)
        {
            var id = Uuid.Derived("erasure", caller.TenantId, request.PersonId.ToString(), $"{round}");
            var erasure = await cases.FindAsync(caller.TenantId, id, cancellation);
            if (erasure is null)
            {
                // Nobody asked here, and yet the key is gone: there is no certificate to show.
                if (standing.DestroyedAt is not null) return StoreErrors.Erased;
                if (standing.Key is null) return ErasureErrors.UnknownPerson;
                var asked = NewCase(caller, id, request);
                return await cases.AddAsync(asked, cancellation) ?? asked;
            }

            if (erasure.Facts is { EndedAt: not null, CommittedAt: not null }) return ErasureErrors.DoneWith($"/api/privacy/erasures/{id}/certificate");
            if (erasure.Facts is { EndedAt: null }) return erasure;
        }
    }

    private ErasureCase NewCase(Caller caller, Guid id, ErasureRequest request)
    {
        var (now, jurisdiction, requester) = (time.GetUtcNow(), request.Jurisdiction ?? Jurisdiction.Gdpr, request.RequestedBy ?? Requester.Subject);
        var deadline = findDeadline(jurisdiction, now);
        var asked = new ErasureCase
        {
            TenantId = caller.TenantId,
            SubjectId = ErasureCase.SubjectOf(id),
            ErasureId = id,
            PersonId = request.PersonId,
            Reason = request.Reason,
            RequestedBy = requester,
            Jurisdiction = jurisdiction,
            RequestedAt = now,
            RespondBy = deadline.At,
            RespondRule = deadline.Rule,
            Acts = [new ErasureAct(ErasureActKind.Requested, caller.Id, now)],
        };
        return MethodOf(caller, request.PersonId, requester) is { } method ? ErasureDecisions.Identify(asked, method, caller.Id, now).Value : asked;
    }

    /// <returns>Null where it must be found out who asks.</returns>
    private static IdentificationMethod? MethodOf(Caller caller, Guid personId, Requester requester) =>
        caller.Is(personId) ? IdentificationMethod.SignedIn
        : requester == Requester.Controller ? IdentificationMethod.OwnAccord
        : null;
}
