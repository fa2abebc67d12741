using Serverless.Demo.Scripting;

namespace Serverless.Demo.Playing;

/// <summary>What a run plays with: its programme, its ledger, and who works there. Each run makes its own.</summary>
/// <param name="Run">Part of every key and address, so that runs on the same data do not meet.</param>
/// <param name="Opened">The day (UTC) on which it is played.</param>
/// <param name="Sessions">By number, from 1.</param>
/// <param name="Tasks">Ids by number, from 1.</param>
internal sealed record Venue(
    string Run, DateOnly Opened, Guid ProgrammeId, IReadOnlyList<Sitting> Sessions, IReadOnlyList<Guid> Tasks, Guid LedgerId, Guid FeesId, Guid BankId, Crew Crew)
{
    public DateOnly Starts => Opened.AddDays(1 - (7 * Programme.Weeks));

    public DateOnly Ends => Opened.AddDays(1);

    /// <summary>The first was due long ago, so that whoever hands it in now is late; the others can be handed in until the end.</summary>
    public DateOnly Due(TaskPlan task) => task == Programme.Tasks[0] ? Starts.AddDays(7 * task.Week) : Ends;

    public bool IsLate(TaskPlan task) => Due(task) < Opened;
}

/// <summary>A session of the programme.</summary>
internal sealed record Sitting(Guid Id, DateTimeOffset Starts);

/// <summary>Tokens of those who work there.</summary>
/// <param name="Staff">Several, because each may make so many calls a minute.</param>
internal sealed record Crew(IReadOnlyList<string> Staff, string Reviewer)
{
    /// <summary>Always the same for the same learner: an Idempotency-Key is its caller's own.</summary>
    public string StaffOf(Member member) => Staff[member.Learner.Number % Staff.Count];
}
