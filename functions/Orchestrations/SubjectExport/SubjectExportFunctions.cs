using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>Asks for exports, shows how they stand, and takes them back. Learners see and ask for their own.</summary>
public sealed class SubjectExportFunctions(SubjectExportIntake intake, ExportDocuments documents, SubjectExportEnd end, TimeProvider time)
{
    internal const string List = "privacy/exports";
    internal const string One = List + "/{exportId:guid}";

    [Function("AskForSubjectExport")]
    [Allow(Role.Dpo, Role.Learner)]
    [RateLimit(30)]
    [Operation("Ask for a copy of all that is kept about a person (GDPR Art. 15 and 20)", Body = typeof(SubjectExportRequest), IsRepeatable = true, Status = 202,
        Answer = typeof(SubjectExportAnswer), Errors = ["person-not-found", "erased"])]
    public async Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<SubjectExportRequest>(request, "subject-export", cancellation);
        if (!start.IsSuccess) return Problems.Of(start.Error);
        if (!MaySee(request.Caller(), start.Value.Body.PersonId)) return Problems.Of(SubjectExportErrors.NotOwn);
        var accepted = await intake.AcceptAsync(start.Value, client, cancellation);
        if (!accepted.IsSuccess) return Problems.Of(accepted.Error);
        SubjectExportAudit.Note(accepted.Value.Export, request.Caller());
        var (export, isRepeated) = accepted.Value;
        return Answers.Started(request, $"{List}/{export.Id}", isRepeated, await AnswerAsync(export, client, cancellation));
    }

    [Function("ListSubjectExports")]
    [Allow(Role.Dpo, Role.Learner)]
    [Query("personId", "Whose exports.", Type = typeof(Guid), IsRequired = true)]
    [Operation("List a person's exports, what happened last first", Answer = typeof(SubjectExportAnswer), IsPaged = true)]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (!Guid.TryParseExact(request.Query["personId"], "D", out var personId)) return Problems.Of(SubjectExportErrors.Invalid(new Kernel.Results.Violation("/personId", "must be a UUID")));
        if (!MaySee(caller, personId)) return Problems.Of(SubjectExportErrors.NotOwn);
        return await Answers.PageAsync(
            request,
            $"{List}/{caller.TenantId}/{personId}",
            page => documents.ListAsync(caller.TenantId, personId, page.Size, page.Continuation, cancellation),
            export => AnswerAsync(export, client, cancellation));
    }

    [Function("GetSubjectExport")]
    [Allow(Role.Dpo, Role.Learner)]
    [Operation("Read how an export stands", Answer = typeof(SubjectExportAnswer), Errors = ["export-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid exportId, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await FindAsync(documents, request.Caller(), exportId, cancellation) is { } export
            ? Answers.Of(await AnswerAsync(export, client, cancellation))
            : Problems.Of(SubjectExportErrors.NotFound);

    [Function("WithdrawSubjectExport")]
    [Allow(Role.Dpo, Role.Learner)]
    [Operation("Take an export back: nothing of it is left", Answer = typeof(SubjectExportAnswer), Errors = ["export-not-found"])]
    public async Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = One)] HttpRequest request, Guid exportId, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var caller = request.Caller();
        if (await FindAsync(documents, caller, exportId, cancellation) is not { } found) return Problems.Of(SubjectExportErrors.NotFound);
        return Answers.Of(await AnswerAsync(await end.WithdrawAsync(found, caller, cancellation), client, cancellation));
    }

    /// <summary>Null where the caller may not know of it.</summary>
    internal static async Task<ExportDocument?> FindAsync(ExportDocuments documents, Caller caller, Guid exportId, CancellationToken cancellation) =>
        await documents.FindAsync(caller.TenantId, exportId, cancellation) is { } export && MaySee(caller, export.Place.PersonId) ? export : null;

    private static bool MaySee(Caller caller, Guid personId) => caller.Is(Role.Dpo) || caller.Is(personId);

    private Task<SubjectExportAnswer> AnswerAsync(ExportDocument export, DurableTaskClient client, CancellationToken cancellation) =>
        SubjectExportAnswer.ReadAsync(export, client, time.GetUtcNow(), cancellation);
}
