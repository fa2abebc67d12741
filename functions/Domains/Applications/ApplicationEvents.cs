using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Applications;

[FieldsOf(typeof(Application))]
public abstract record ApplicationEvent
{
    /// <summary>In every event, so that who reads one needs no other.</summary>
    public required Guid ProgrammeId { get; init; }
}

public sealed record ApplicationDrafted : ApplicationEvent
{
    public string? Motivation { get; init; }

    public required IReadOnlyList<Answer> Answers { get; init; }
}

/// <summary>Holds all that the person writes, changed or not.</summary>
public sealed record ApplicationChanged : ApplicationEvent
{
    public string? Motivation { get; init; }

    public required IReadOnlyList<Answer> Answers { get; init; }
}

public sealed record ApplicationSubmitted : ApplicationEvent;

public sealed record ApplicationReviewStarted : ApplicationEvent;

/// <summary>The application holds a seat.</summary>
public sealed record ApplicationAccepted : ApplicationEvent;

public sealed record ApplicationRejected : ApplicationEvent
{
    public required Rejection Rejection { get; init; }
}

public sealed record ApplicationWithdrawn : ApplicationEvent;
