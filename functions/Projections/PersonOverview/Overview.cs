using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Values;

namespace Serverless.Functions.Projections.PersonOverview;

/// <summary>What staff see first of a person, and people of themselves.</summary>
public sealed record Overview
{
    public const int MaxApplications = 50;

    [Field("Who the person is; missing while only other facts about them are known", Purpose.Administration)]
    public PersonSummary? Person { get; init; }

    [Field("The person's applications, the newest first", Purpose.Administration, MaxItems = MaxApplications)]
    public IReadOnlyList<ApplicationSummary> Applications { get; init; } = [];

    [Field("How many applications there are, shown here or not", Purpose.Administration)]
    public ApplicationCounts Counts { get; init; } = new();
}

[FieldsOf(typeof(Person))]
public sealed record PersonSummary
{
    public required string Name { get; init; }

    public required string Language { get; init; }

    public required PersonStatus Status { get; init; }
}

[FieldsOf(typeof(Application))]
public sealed record ApplicationSummary
{
    [Field("Names the application", Purpose.Administration)]
    public required Guid Id { get; init; }

    public required Guid ProgrammeId { get; init; }

    [Field("Title of the programme as it is when the overview is read; the overview does not keep it", Purpose.Administration, MaxLength = 200)]
    public string? ProgrammeTitle { get; init; }

    public required ApplicationStatus Status { get; init; }

    [Field("When the application was drafted", Purpose.Administration)]
    public required DateTimeOffset DraftedAt { get; init; }

    [Field("When the application changed last", Purpose.Administration)]
    public required DateTimeOffset ChangedAt { get; init; }
}

/// <summary>Applications by how far they have come.</summary>
public sealed record ApplicationCounts
{
    [Field("Drafts", Purpose.Administration)]
    public int Draft { get; init; }

    [Field("Submitted, and not yet under review", Purpose.Administration)]
    public int Submitted { get; init; }

    [Field("Under review", Purpose.Administration)]
    public int UnderReview { get; init; }

    [Field("Accepted", Purpose.Administration)]
    public int Accepted { get; init; }

    [Field("Rejected", Purpose.Administration)]
    public int Rejected { get; init; }

    [Field("Withdrawn", Purpose.Administration)]
    public int Withdrawn { get; init; }

    public ApplicationCounts Add(ApplicationStatus status, int count) => status switch
    {
        ApplicationStatus.Draft => this with { Draft = Draft + count },
        ApplicationStatus.Submitted => this with { Submitted = Submitted + count },
        ApplicationStatus.UnderReview => this with { UnderReview = UnderReview + count },
        ApplicationStatus.Accepted => this with { Accepted = Accepted + count },
        ApplicationStatus.Rejected => this with { Rejected = Rejected + count },
        ApplicationStatus.Withdrawn => this with { Withdrawn = Withdrawn + count },
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}

/// <summary>What an overview needs to know of a programme that it names.</summary>
[FieldsOf(typeof(Domains.Programmes.Programme))]
public sealed record ProgrammeTitle
{
    public required string Title { get; init; }

    public required Domains.Programmes.ProgrammeStatus Status { get; init; }
}
