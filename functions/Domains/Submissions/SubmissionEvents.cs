using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Submissions;

[FieldsOf(typeof(Submission))]
public abstract record SubmissionEvent
{
    /// <summary>In every event, as is the task, so that who reads one needs no other.</summary>
    public required Guid ProgrammeId { get; init; }

    public required Guid TaskId { get; init; }
}

public sealed record SubmissionHandedIn : SubmissionEvent
{
    public DateOnly? Due { get; init; }

    public required bool IsLate { get; init; }

    public required int Points { get; init; }

    public string? Text { get; init; }

    public string? Link { get; init; }
}

public sealed record SubmissionReturned : SubmissionEvent
{
    public int? Score { get; init; }

    public string? Feedback { get; init; }
}

public sealed record SubmissionResubmitted : SubmissionEvent
{
    public required int Attempt { get; init; }

    public required bool IsLate { get; init; }

    public string? Text { get; init; }

    public string? Link { get; init; }
}

public sealed record SubmissionPassed : SubmissionEvent
{
    /// <summary>The task's, however good the attempt was.</summary>
    public required int Points { get; init; }

    public int? Score { get; init; }

    public string? Feedback { get; init; }
}

public sealed record SubmissionFailed : SubmissionEvent
{
    public int? Score { get; init; }

    public string? Feedback { get; init; }
}
