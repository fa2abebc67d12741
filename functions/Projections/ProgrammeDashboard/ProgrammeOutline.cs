using Serverless.Functions.Domains.Programmes;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>What a dashboard says of the programme itself.</summary>
[FieldsOf(typeof(Programme))]
public sealed record ProgrammeOutline
{
    public required string Title { get; init; }

    public required ProgrammeStatus Status { get; init; }

    [Field("What people hand in", Purpose.Statistics, MaxItems = 100)]
    public required IReadOnlyList<OutlinedTask> Assignments { get; init; }

    public static ProgrammeOutline Fold(ProgrammeOutline? before, object fact, EventDocument document) => fact switch
    {
        ProgrammeDrafted drafted => new ProgrammeOutline { Title = drafted.Title, Status = ProgrammeStatus.Draft, Assignments = Outline(drafted.Tasks) },
        ProgrammeRevised revised => before! with { Title = revised.Title, Assignments = Outline(revised.Tasks) },
        ProgrammePublished => before! with { Status = ProgrammeStatus.Published },
        ProgrammeTasksAdded added => before! with { Assignments = [.. before.Assignments, .. Outline(added.Tasks)] },
        // Sessions, capacity and seats change nothing that is shown.
        ProgrammeEvent => before!,
        _ => throw new ArgumentException($"{fact?.GetType().Name} is nothing of a programme.", nameof(fact)),
    };

    private static IReadOnlyList<OutlinedTask> Outline(IReadOnlyList<ProgrammeTask> tasks) =>
        [.. tasks.Select(task => new OutlinedTask { Id = task.Id, Title = task.Title, Due = task.Due })];
}

[FieldsOf(typeof(ProgrammeTask))]
public sealed record OutlinedTask
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public DateOnly? Due { get; init; }
}
