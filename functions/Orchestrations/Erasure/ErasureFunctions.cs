using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Takes requests for erasure, and shows how they stand.</summary>
public sealed class ErasureFunctions(ErasureIntake intake, ErasureDesk desk, ErasureCases cases, SubjectStores stores, ErasureOptions options, TimeProvider time)
{
    internal const string List = "privacy/erasures";
    internal const string One = List + "/{erasureId:guid}";

    [Function("RequestErasure")]
    [Allow(Role.Learner, Role.Dpo)]
    [Operation("Ask for all that is kept about a person to be erased (GDPR Art. 17); of one person, once at a time", Body = typeof(ErasureRequest), IsRepeatable = true,
        Answer = typeof(ErasureAnswer), Status = 202, Errors = ["erasure-person-unknown", "erasure-own-only", "erasure-done", "erasure-uncovered", "erased"])]
    public async Task<IResult> RequestAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<ErasureRequest>(request, "erasure", cancellation);
        if (!start.IsSuccess) return Problems.Of(start.Error);
        var (context, _, body) = start.Value;
        if (!context.Caller.Is(Role.Dpo) && !context.Caller.Is(body.PersonId)) return Problems.Of(ErasureErrors.ForeignPerson);
        var accepted = await intake.AcceptAsync(context, body, client, cancellation);
        if (!accepted.IsSuccess) return Problems.Of(accepted.Error);
        var (erasure, isRepeated) = accepted.Value;
        return Answers.Started(request, $"{List}/{erasure.ErasureId}", isRepeated, AnswerOf(erasure));
    }

    [Function("ListErasures")]
    [Allow(Role.Dpo)]
    [Operation("List erasures, the newest first", Answer = typeof(ErasureAnswer), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, CancellationToken cancellation)
    {
        var tenant = request.Caller().TenantId;
        return Answers.PageAsync(request, $"{List}/{tenant}", page => cases.ListAsync(tenant, page.Size, page.Continuation, cancellation), AnswerOf);
    }

    [Function("GetErasure")]
    [Allow(Role.Learner, Role.Dpo)]
    [Operation("Read how an erasure stands", Answer = typeof(ErasureAnswer), Errors = ["erasure-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid erasureId, CancellationToken cancellation) =>
        await desk.FindAsync(request.Caller(), erasureId, cancellation) is { } erasure
            ? Answers.Of(AnswerOf(erasure))
            : Problems.Of(ErasureErrors.NotFound);

    [Function("IdentifyErasureRequester")]
    [Allow(Role.Dpo)]
    [Operation("Say how whoever asks for an erasure was identified", Body = typeof(IdentificationRequest), Answer = typeof(ErasureAnswer), Errors = ["erasure-not-found", "erasure-cancelled"])]
    public async Task<IResult> IdentifyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/identify")] HttpRequest request, Guid erasureId,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<IdentificationRequest>(request, "identification", cancellation);
        return start.IsSuccess
            ? await DecideAsync(request, erasureId, (erasure, by, at) => ErasureDecisions.Identify(erasure, start.Value.Body.Method, by, at), client, cancellation)
            : Problems.Of(start.Error);
    }

    [Function("ConfirmErasure")]
    [Allow(Role.Learner, Role.Dpo)]
    [Operation("Give up the time to think an erasure over", Answer = typeof(ErasureAnswer),
        Errors = ["erasure-not-found", "erasure-cancelled", "erasure-irrevocable", "erasure-not-identified", "erasure-statutory-period"])]
    public Task<IResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/confirm")] HttpRequest request, Guid erasureId,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        DecideAsync(request, erasureId, ErasureDecisions.Confirm, client, cancellation);

    [Function("CancelErasure")]
    [Allow(Role.Learner, Role.Dpo)]
    [Operation("Take an erasure back, as long as nothing is erased", Answer = typeof(ErasureAnswer), Errors = ["erasure-not-found", "erasure-irrevocable"])]
    public Task<IResult> CancelAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/cancel")] HttpRequest request, Guid erasureId,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        DecideAsync(request, erasureId, ErasureDecisions.Cancel, client, cancellation);

    [Function("AcknowledgeErasure")]
    [Allow(Role.Dpo)]
    [Operation("Say that a recipient has erased what was passed on to it (GDPR Art. 19)", Body = typeof(AcknowledgementRequest), Answer = typeof(ErasureAnswer),
        Errors = ["erasure-not-found", "erasure-recipient-unknown"])]
    public async Task<IResult> AcknowledgeAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/acknowledgements")] HttpRequest request, Guid erasureId,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var start = await StartRequest.ReadAsync<AcknowledgementRequest>(request, "acknowledgement", cancellation);
        return start.IsSuccess
            ? await DecideAsync(request, erasureId, (erasure, by, at) => ErasureDecisions.Acknowledge(erasure, start.Value.Body.Recipient, by, at), client, cancellation)
            : Problems.Of(start.Error);
    }

    private async Task<IResult> DecideAsync(
        HttpRequest request, Guid erasureId, Func<ErasureCase, string, DateTimeOffset, Kernel.Results.Result<ErasureCase>> decide, DurableTaskClient client, CancellationToken cancellation)
    {
        var decided = await desk.DecideAsync(request.Caller(), erasureId, decide, client, cancellation);
        return decided.IsSuccess ? Answers.Of(AnswerOf(decided.Value)) : Problems.Of(decided.Error);
    }

    private ErasureAnswer AnswerOf(ErasureCase erasure) => ErasureAnswer.Of(erasure, stores.All.Count, options.Poll, time.GetUtcNow());
}
