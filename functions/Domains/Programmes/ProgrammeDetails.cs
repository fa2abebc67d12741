using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What users write of a programme.</summary>
[FieldsOf(typeof(Programme))]
public sealed record ProgrammeDetails
{
    public required string Title { get; init; }

    public string? Description { get; init; }

    public string? Language { get; init; }

    public DateOnly? Starts { get; init; }

    public DateOnly? Ends { get; init; }

    public int? Capacity { get; init; }

    public string? JoinAt { get; init; }

    public IReadOnlyList<Session>? Sessions { get; init; }

    public IReadOnlyList<ProgrammeTask>? Tasks { get; init; }

    public CompletionRules? Completion { get; init; }

    public static ProgrammeDetails Of(Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return new ProgrammeDetails
        {
            Title = programme.Title,
            Description = programme.Description,
            Language = programme.Language,
            Starts = programme.Starts,
            Ends = programme.Ends,
            Capacity = programme.Capacity,
            JoinAt = programme.JoinAt,
            Sessions = programme.Sessions,
            Tasks = programme.Tasks,
            Completion = programme.Completion,
        };
    }
}
