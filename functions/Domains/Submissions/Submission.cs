using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Domains.Submissions;

/// <summary>What somebody hands in for a task of a programme, and what was made of it. There is one for each task, handed in as often as it is returned.</summary>
public sealed record Submission
{
    public const int MinScore = 0;
    public const int MaxScore = 100;

    [Field("The programme whose task it is; another domain's, and means nothing here", Purpose.Assessment)]
    public required Guid ProgrammeId { get; init; }

    [Field("The task that it is for", Purpose.Assessment)]
    public required Guid TaskId { get; init; }

    [Field("How far the submission has come", Purpose.Assessment)]
    public required SubmissionStatus Status { get; init; }

    [Field("How often it was handed in", Purpose.Assessment)]
    public required int Attempt { get; init; }

    [Field("Last day to hand the task in, UTC, as the programme said when it was handed in first", Purpose.Assessment)]
    public DateOnly? Due { get; init; }

    [Field("The last attempt was handed in after that day", Purpose.Assessment)]
    public required bool IsLate { get; init; }

    [Field("What the task is worth once it is passed, as the programme said when it was handed in first", Purpose.Assessment)]
    public required int Points { get; init; }

    [Field("What the person hands in, in words", Purpose.Assessment, Personal.FreeText, MaxLength = 10_000)]
    public string? Text { get; init; }

    [Field("Where what the person hands in is to be found", Purpose.Assessment, Personal.FreeText, MaxLength = 2000)]
    public string? Link { get; init; }

    [Field("How good the attempt was that was reviewed last, from 0 to 100", Purpose.Assessment, Personal.Performance)]
    public int? Score { get; init; }

    [Field("What the person was told about that attempt", Purpose.Communication, Personal.FreeText, MaxLength = 4000)]
    public string? Feedback { get; init; }

    /// <summary>One for each task, so that handing in twice finds the first.</summary>
    public static Guid IdOf(Guid personId, Guid programmeId, Guid taskId) =>
        Uuid.Derived("submission", personId.ToString(), programmeId.ToString(), taskId.ToString());
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum SubmissionStatus
{
    Submitted,

    /// <summary>To be handed in once more.</summary>
    Returned,
    Passed,
    Failed,
}

/// <summary>What the person hands in first.</summary>
[FieldsOf(typeof(Submission))]
public sealed record SubmissionDetails
{
    public required Guid ProgrammeId { get; init; }

    public required Guid TaskId { get; init; }

    public string? Text { get; init; }

    public string? Link { get; init; }
}

/// <summary>What the person hands in again.</summary>
[FieldsOf(typeof(Submission))]
public sealed record SubmissionWork
{
    public string? Text { get; init; }

    public string? Link { get; init; }
}

/// <summary>What a reviewer makes of an attempt.</summary>
[FieldsOf(typeof(Submission))]
public sealed record SubmissionReview
{
    [Field("What comes of the attempt", Purpose.Assessment)]
    public required ReviewOutcome Outcome { get; init; }

    /// <summary>Missing is refused, though nothing personal can be required by its type.</summary>
    public int? Score { get; init; }

    public string? Feedback { get; init; }
}

public enum ReviewOutcome
{
    Returned,
    Passed,
    Failed,
}
