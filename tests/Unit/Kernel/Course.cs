using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Kernel;

/// <summary>A record with features.</summary>
public sealed record Course
{
    [Field("What the course is called", Purpose.Administration, MaxLength = 40)]
    public required string Title { get; init; }

    [Field("How many may come", Purpose.Administration)]
    public int? Seats { get; init; }

    [Field("Where people join", Purpose.Communication, MaxLength = 100, Feature = "online")]
    public string? JoinAt { get; init; }

    [Field("What it costs", Purpose.Payment, Feature = "fees")]
    public decimal? Fee { get; init; }

    [Field("What to pay by", Purpose.Payment, MaxLength = 10, MaxItems = 3, Feature = "fees")]
    public IReadOnlyList<string>? PaidBy { get; init; }
}

[FieldsOf(typeof(Course))]
public sealed record CourseOpened
{
    public required string Title { get; init; }

    public string? JoinAt { get; init; }
}
