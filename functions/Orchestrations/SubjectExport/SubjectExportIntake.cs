using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.SubjectExport;

public sealed record AcceptedExport(ExportDocument Export, bool IsRepeated);

/// <summary>Takes requests for exports: keeps them, enters them into the register and starts. Broken off anywhere, it goes on when the request is sent again.</summary>
public sealed class SubjectExportIntake(
    ExportDocuments documents, ExportSections sections, SubjectKeys keys, EnterPrivacyRequest enter, FindResponseDeadline findDeadline, RehydrationOptions archives, TimeProvider time)
{
    public async Task<Result<AcceptedExport>> AcceptAsync(StartRequest<SubjectExportRequest> start, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(client);
        var (context, id, body) = start;
        // Under the same key, about somebody else, it would lie elsewhere.
        if (context.IdempotencyKey is not null && await documents.FindAsync(context.Caller.TenantId, id, cancellation) is { } before && before.RequestHash != context.RequestHash) return StoreErrors.KeyReused;
        var now = time.GetUtcNow();
        if (body.Check(now) is { Count: > 0 } wrong) return SubjectExportErrors.Invalid(wrong);
        // That it is restricted is no reason against: an export serves the subject's own rights.
        var standing = await keys.StandingAsync(context.Caller.TenantId, body.PersonId.ToString(), cancellation);
        if (standing.Key is null) return standing.DestroyedAt is null ? SubjectExportErrors.NoPerson : StoreErrors.Erased;

        var (export, isRepeated) = await documents.AddAsync(ExportOf(context, id, body, now), cancellation);
        if (export.RequestHash != context.RequestHash) return StoreErrors.KeyReused;
        if (export.State == ExportState.Accepted)
        {
            var entered = await enter(context, RequestOf(export), cancellation);
            if (!entered.IsSuccess) return entered.Error;
            await StartAsync(export, client, cancellation);
        }

        return new AcceptedExport(export, isRepeated);
    }

    private ExportDocument ExportOf(CommandContext context, Guid id, SubjectExportRequest body, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = context.Caller.TenantId,
        SubjectId = body.PersonId.ToString(),
        RequestHash = context.RequestHash,
        Format = body.Format,
        AsOf = body.AsOf,
        RequestedAt = now,
        RequestedBy = ExportRequester.Of(context.Caller),
        RespondBy = findDeadline(Jurisdiction.Gdpr, now).At,
        State = ExportState.Accepted,
    };

    private NewPrivacyRequest RequestOf(ExportDocument export) =>
        new(export.Id, export.Place.PersonId, PrivacyRequestKind.Export, Jurisdiction.Gdpr, Requester.Subject, export.RespondBy, findDeadline(Jurisdiction.Gdpr, export.RequestedAt).Rule);

    private async Task StartAsync(ExportDocument export, DurableTaskClient client, CancellationToken cancellation)
    {
        var checkpoint = new SubjectExportCheckpoint { Place = export.Place, Sections = sections.Names, Poll = archives.Poll };
        await client.StartOnceAsync(SubjectExportOrchestration.Name, SubjectExportOrchestration.InstanceOf(export.Place), checkpoint, cancellation);
    }
}
