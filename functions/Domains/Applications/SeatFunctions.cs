using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>Frees the seats of applications that have ended: a seat that stays taken is somebody's place lost.</summary>
public sealed class SeatFunctions(ReactionFeed feed)
{
    public const string Name = "free-seats";

    [Function("FreeSeats")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FreeAsync(
        [CosmosDBTrigger("serverless", "applications", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);

    /// <summary>Releasing a seat again changes nothing.</summary>
    public static React Free(ReleaseSeat releaseSeat) => async (fact, document, cancellation) =>
    {
        if (!MayHoldSeat(document)) return null;
        var refusal = await releaseSeat(ReactionCaller.Of(document), ((ApplicationEvent)fact).ProgrammeId, document.RecordId, cancellation);
        return refusal is { Kind: ErrorKind.NotFound } ? null : refusal;
    };

    private static bool MayHoldSeat(EventDocument ended) =>
        ApplicationSteps.MayHoldSeat(ended.Changes.Single(change => change.Field == "status").From.Deserialize<ApplicationStatus>(DocumentJson.Options));
}
