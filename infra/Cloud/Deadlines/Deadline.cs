using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Deadlines;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Deadlines;

/// <summary>A deadline that the records of a domain have, which is watched.</summary>
/// <typeparam name="TState">Has the fields <c>deadline</c>, a <see cref="DeadlineStage"/>, and <c>dueBy</c>, a time or nothing; they are declared as a query together.</typeparam>
public sealed class Deadline<TState, TEvent>(Domain<TState, TEvent> domain)
    where TState : class
    where TEvent : class
{
    public Domain<TState, TEvent> Domain => domain;

    /// <summary>Where it is told.</summary>
    public required string Topic { get; init; }

    /// <summary>How long before the deadline it is near.</summary>
    public required TimeSpan Near { get; init; }

    public required Func<TState, DeadlineStanding> Standing { get; init; }

    /// <summary>What follows when a stage is told, pure: nothing where it was told before.</summary>
    public required Func<TState, DeadlineStage, DateTimeOffset, Decision<TEvent>> Escalate { get; init; }
}

/// <param name="Due">Null where nothing is due any more.</param>
public sealed record DeadlineStanding(DeadlineStage Stage, DateTimeOffset? Due)
{
    /// <inheritdoc cref="DeadlineStages.Next"/>
    public DeadlineStage? Next(DateTimeOffset now, TimeSpan near) => Due is { } due ? Stage.Next(due, now, near) : null;
}
