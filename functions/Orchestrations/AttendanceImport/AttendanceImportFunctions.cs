using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>Takes lists over HTTP, and shows how they stand.</summary>
public sealed class AttendanceImportFunctions(AttendanceIntake intake, Keeping.ImportStore store, RowResults results)
{
    private const string List = "attendance/imports";
    private const string One = List + "/{importId:guid}";

    [Function("ImportAttendanceList")]
    [Allow(Role.Staff, Role.Reviewer)]
    [Query("programme", "The programme of the rows that name none.", Type = typeof(Guid))]
    [Query("session", "The session of the rows that name none.", Type = typeof(Guid))]
    [Operation("Record how many people attended, from a list of up to 10,000 rows", BodyTypes = [ImportFile.Csv, ImportFile.Ndjson], IsRepeatable = true,
        Answer = typeof(AttendanceImportAnswer), Status = 202,
        Errors = ["import-header", "import-empty", "import-encoding", "import-query", "import-too-many-rows", "import-too-large", "import-type"])]
    public async Task<IResult> ImportAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (!IdempotencyKey.TryRead(request, out var key)) return Problems.Of(IdempotencyKey.Malformed);
        var defaults = Defaults(request);
        if (!defaults.IsSuccess) return Problems.Of(defaults.Error);
        var content = await RequestContent.ReadAsync(request, AttendanceImportLimits.Bytes, AttendanceImportErrors.TooLarge, cancellation);
        if (!content.IsSuccess) return Problems.Of(content.Error);

        var caller = request.Caller();
        var id = key is null ? Uuid.New() : Uuid.Derived("attendance-import", CommandContext.IdOf(caller, key).ToString());
        var hash = SentList.HashOf(content.Value, request.ContentType, request.QueryString.Value);
        var accepted = await intake.AcceptAsync(new SentList(caller, id, hash, request.ContentType, content.Value, defaults.Value), client, cancellation);
        if (!accepted.IsSuccess) return Problems.Of(accepted.Error);
        var (import, isRepeated) = accepted.Value;
        return Answers.Started(request, $"{List}/{id}", isRepeated, await AttendanceImportAnswer.ReadAsync(import, client, cancellation));
    }

    [Function("ListAttendanceImports")]
    [Allow(Role.Staff, Role.Reviewer)]
    [Operation("List imports, the newest first", Answer = typeof(AttendanceImportAnswer), IsPaged = true)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var tenant = request.Caller().TenantId;
        return Answers.PageAsync(
            request,
            $"{List}/{tenant}",
            page => store.ListAsync(tenant, page.Size, page.Continuation, cancellation),
            import => AttendanceImportAnswer.ReadAsync(import, client, cancellation));
    }

    [Function("GetAttendanceImport")]
    [Allow(Role.Staff, Role.Reviewer)]
    [Operation("Read how an import stands", Answer = typeof(AttendanceImportAnswer), Errors = ["import-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid importId, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await store.FindAsync(request.Caller().TenantId, importId, cancellation) is { } import
            ? Answers.Of(await AttendanceImportAnswer.ReadAsync(import, client, cancellation))
            : Problems.Of(AttendanceImportErrors.NotFound);

    [Function("ListAttendanceImportRows")]
    [Allow(Role.Staff, Role.Reviewer)]
    [Query("outcome", "Only rows with this outcome.", Type = typeof(RowOutcome))]
    [Operation("List what became of an import's rows so far, in their order", Answer = typeof(AttendanceImportRow), IsPaged = true, Errors = ["import-not-found", "import-query"])]
    public async Task<IResult> RowsAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One + "/rows")] HttpRequest request, Guid importId, CancellationToken cancellation)
    {
        var outcome = Outcome(request);
        if (!outcome.IsSuccess) return Problems.Of(outcome.Error);
        var page = PageRequest.Read(request, $"{importId}/{outcome.Value.Only}");
        if (!page.IsSuccess) return Problems.Of(page.Error);
        if (await store.FindAsync(request.Caller().TenantId, importId, cancellation) is not { } import) return Problems.Of(AttendanceImportErrors.NotFound);
        return await results.RowsAsync(import, outcome.Value.Only, page.Value.Size, page.Value.Continuation, cancellation) is { } found
            ? Answers.Of(found with { Continuation = page.Value.Next(found.Continuation) })
            : Problems.Of(PageRequest.MalformedContinuation);
    }

    private static Result<RowDefaults> Defaults(HttpRequest request)
    {
        var violations = new List<Violation>();
        var defaults = new RowDefaults(Id("programme"), Id("session"));
        return violations.Count > 0 ? AttendanceImportErrors.Query(violations) : defaults;

        Guid? Id(string name)
        {
            if (request.Query[name].ToString() is not { Length: > 0 } text) return null;
            if (Guid.TryParseExact(text, "D", out var id)) return id;
            violations.Add(new Violation($"/{name}", "is not a UUID"));
            return null;
        }
    }

    private static Result<OutcomeFilter> Outcome(HttpRequest request)
    {
        if (request.Query["outcome"].ToString() is not { Length: > 0 } text) return new OutcomeFilter(Only: null);
        foreach (var outcome in Enum.GetValues<RowOutcome>())
        {
            if (NameOf(outcome) == text) return new OutcomeFilter(outcome);
        }

        return AttendanceImportErrors.Query(new Violation("/outcome", $"is not one of {string.Join(", ", Enum.GetValues<RowOutcome>().Select(NameOf))}"));
    }

    private static string NameOf(RowOutcome outcome) => JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString());

    private sealed record OutcomeFilter(RowOutcome? Only);
}
