using System.ComponentModel;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Functions.Platform.Operations;

/// <summary>What operators look at. Nothing in it is of one person.</summary>
public sealed record OperationsMetrics(
    [property: Description("When this was so.")] DateTimeOffset At,
    [property: Description("The process that answers. Figures of functions, and lags over time, are what it has seen itself.")] Guid Instance,
    [property: Description("Since when that process runs.")] DateTimeOffset Since,
    [property: Description("How far back its figures go.")] int WindowSeconds,
    [property: Description("Into slots of this length the lags over time are divided.")] int SlotSeconds,
    [property: Description("Functions that ran in the window, by name.")] IReadOnlyList<FunctionMetrics> Functions,
    [property: Description("All read models, by name.")] IReadOnlyList<ReadModelMetrics> ReadModels,
    [property: Description("All that follows by itself from events, by name.")] IReadOnlyList<ReactionMetrics> Reactions,
    [property: Description("Events of the caller's tenant that are parked, by who could not take them in.")] IReadOnlyList<DeadLetterMetrics> DeadLetters,
    [property: Description("Orchestrations that are not over, and those of the last hour; the latest change first.")] IReadOnlyList<OrchestrationMetrics> Orchestrations,
    [property: Description("Queues and subscriptions, by name; null where the namespace does not tell.")] IReadOnlyList<QueueMetrics>? Queues);

public sealed record FunctionMetrics(
    [property: Description("Of the function.")] string Name,
    [property: Description("What starts it: http, timer, pubsub (messages), datasource (a change feed), other.")] string Trigger,
    [property: Description("In the window.")] long Calls,
    [property: Description("Calls that were answered with a 5xx, or ended with an error.")] long Failures,
    [property: Description("Milliseconds within which half of the calls were done; up to 2.2 % off, as the other two are.")] double P50,
    [property: Description("Milliseconds within which 95 of 100 calls were done.")] double P95,
    [property: Description("Milliseconds within which 99 of 100 calls were done.")] double P99,
    [property: Description("Milliseconds within which 95 of 100 calls should be done; null where nobody waits.")] double? Objective,
    [property: Description("How p95 stands to it.")] Standing Standing,
    [property: Description("Request units that the store charged, all calls together.")] double RequestCharge,
    [property: Description("Request units of a call.")] double ChargePerCall);

public sealed record ReadModelMetrics(
    [property: Description("Of the read model.")] string Name,
    [property: Description("The number of the build that answers.")] int Version,
    [property: Description("A build is made beside it.")] bool IsRebuilding,
    [property: Description("Everything that was written until then is contained, but for dead letters; null where that is not known.")] DateTimeOffset? AsOf,
    [property: Description("How long ago that was; 0 where nothing is left to fold.")] double? LagSeconds,
    [property: Description("Changes that wait to be folded, about; null where nobody has begun to read a feed.")] long? Pending,
    [property: Description("How long after it was stored the slowest event of each slot was folded, the oldest slot first; null where none was.")] IReadOnlyList<double?> Lags,
    [property: Description("Events that were folded in each slot.")] IReadOnlyList<long> Events);

public sealed record ReactionMetrics(
    [property: Description("Of the reaction.")] string Name,
    [property: Description("How long after it was stored the slowest event of each slot was followed, the oldest slot first; null where none was.")] IReadOnlyList<double?> Lags,
    [property: Description("Events that were followed in each slot.")] IReadOnlyList<long> Events);

public sealed record DeadLetterMetrics(
    [property: Description("The read model, the reaction, or what tells the world outside.")] string Source,
    [property: Description("readModel, reaction or publication.")] string Kind,
    [property: Description("How many are parked.")] long Parked,
    [property: Description("Since when the first of them is.")] DateTimeOffset Oldest);

public sealed record OrchestrationMetrics(
    [property: Description("Of this run.")] string Id,
    [property: Description("What it does.")] string Name,
    [property: Description("pending, running, suspended, completed, failed or terminated.")] string Status,
    [property: Description("When it was started.")] DateTimeOffset StartedAt,
    [property: Description("When it last went on.")] DateTimeOffset ChangedAt,
    [property: Description("What is done of all that is known to be done, from 0 to 1; null where it does not say.")] double? Share,
    [property: Description("What it says of itself.")] IReadOnlyList<ProgressFigure> Progress);

public sealed record ProgressFigure(
    [property: Description("Of the figure.")] string Name,
    [property: Description("A number or a word, as text.")] string Value);

public sealed record QueueMetrics(
    [property: Description("Of the queue, or of the topic and its subscription.")] string Name,
    [property: Description("Messages that wait or are being worked on.")] long Active,
    [property: Description("Messages for later; null of a subscription.")] long? Scheduled,
    [property: Description("Messages that were given up.")] long DeadLetters,
    [property: Description("With more active messages than this, the queue is too deep.")] long Limit,
    [property: Description("It is.")] bool IsTooDeep);
