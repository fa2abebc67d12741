using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform;

/// <summary>Events that a read model could not take in, a reaction not follow or nobody be told of. They say where an event is, and nothing of what it says.</summary>
public sealed class DeadLetterFunctions(DeadLetterEndpoint letters)
{
    [Function("ListDeadLetters")]
    [Allow(Role.Operator)]
    [Query("projection", "Only those of this read model.")]
    [Query("reaction", "Only those of this reaction.")]
    [Query("publication", "Only those of what tells the world outside, by this name.")]
    [Query("status", "Only those that stand so.", Type = typeof(DeadLetterStatus))]
    [Operation("List dead letters, the newest first", Answer = typeof(DeadLetter), IsPaged = true)]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/deadletters")] HttpRequest request, CancellationToken cancellation) =>
        letters.ListAsync(request, cancellation);

    [Function("GetDeadLetter")]
    [Allow(Role.Operator)]
    [Operation("Read a dead letter", Answer = typeof(DeadLetter), Errors = ["dead-letter-not-found"])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/deadletters/{id:guid}")] HttpRequest request, Guid id, CancellationToken cancellation) =>
        letters.GetAsync(request, id, cancellation);

    [Function("ReplayDeadLetter")]
    [Allow(Role.Operator)]
    [Operation("Take in the parked events of a dead letter's record after all, in order", Answer = typeof(DeadLetter),
        Errors = ["dead-letter-not-found", "dead-letter-restricted", "dead-letter-settled", "dead-letter-still-fails"])]
    public Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/deadletters/{id:guid}/replay")] HttpRequest request, Guid id, CancellationToken cancellation) =>
        letters.ReplayAsync(request, id, cancellation);

    [Function("DiscardDeadLetter")]
    [Allow(Role.Operator)]
    [Operation("Take the event of a dead letter out for good, and go on with what comes after it", Body = typeof(Discard), Answer = typeof(DeadLetter),
        Errors = ["dead-letter-not-found", "dead-letter-restricted", "dead-letter-settled", "dead-letter-not-first", "reason-required"])]
    public Task<IResult> DiscardAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/deadletters/{id:guid}/discard")] HttpRequest request, Guid id, CancellationToken cancellation) =>
        letters.DiscardAsync(request, id, cancellation);
}
