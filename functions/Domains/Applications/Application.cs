using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Applications;

/// <summary>Somebody's wish to take part in a programme, and what became of it.</summary>
public sealed record Application
{
    [Field("The programme that the application is for", Purpose.Administration)]
    public required Guid ProgrammeId { get; init; }

    [Field("How far the application has come", Purpose.Administration)]
    public required ApplicationStatus Status { get; init; }

    [Field("Why the person wants to take part", Purpose.Assessment, Personal.FreeText, MaxLength = 4000)]
    public string? Motivation { get; init; }

    [Field("What the person answered to the programme's questions", Purpose.Assessment, MaxItems = 20)]
    public required IReadOnlyList<Answer> Answers { get; init; }

    [Field("Why the application was rejected", Purpose.Assessment)]
    public Rejection? Rejection { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum ApplicationStatus
{
    Draft,
    Submitted,
    UnderReview,
    Accepted,
    Rejected,
    Withdrawn,
}

public sealed record Answer
{
    [Field("The question as it was asked", Purpose.Assessment, MaxLength = 300)]
    public required string Question { get; init; }

    [Field("What the person answered", Purpose.Assessment, Personal.FreeText, MaxLength = 2000)]
    public required string Text { get; init; }
}

public sealed record Rejection
{
    [Field("The reason, by which rejections are counted", Purpose.Statistics)]
    public required RejectionReason Reason { get; init; }

    [Field("What the person is told", Purpose.Communication, Personal.FreeText, MaxLength = 2000)]
    public string? Text { get; init; }
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum RejectionReason
{
    RequirementsNotMet,
    OthersWerePreferred,
    ProgrammeFull,
    Incomplete,
    Duplicate,

    /// <summary>Only with a text.</summary>
    Other,
}

/// <summary>What the person writes.</summary>
[FieldsOf(typeof(Application))]
public sealed record ApplicationDetails
{
    public required Guid ProgrammeId { get; init; }

    public string? Motivation { get; init; }

    public IReadOnlyList<Answer>? Answers { get; init; }

    public static ApplicationDetails Of(Application application)
    {
        ArgumentNullException.ThrowIfNull(application);
        return new ApplicationDetails { ProgrammeId = application.ProgrammeId, Motivation = application.Motivation, Answers = application.Answers };
    }
}
