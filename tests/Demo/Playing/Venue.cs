namespace Serverless.Demo.Playing;

/// <summary>What a run plays with: its programme, its ledger, and who works there. Each run makes its own.</summary>
/// <param name="Run">Part of every key and address, so that runs on the same data do not meet.</param>
/// <param name="Sessions">Ids by number, from 1.</param>
/// <param name="Tasks">Ids by number, from 1.</param>
internal sealed record Venue(
    string Run, Guid ProgrammeId, IReadOnlyList<Guid> Sessions, IReadOnlyList<Guid> Tasks, Guid LedgerId, Guid FeesId, Guid BankId, Crew Crew);

/// <summary>Tokens of those who work there.</summary>
/// <param name="Staff">Several, because each may make so many calls a minute.</param>
internal sealed record Crew(IReadOnlyList<string> Staff, string Reviewer, string Operator)
{
    /// <summary>Always the same for the same learner: an Idempotency-Key is its caller's own.</summary>
    public string StaffOf(Member member) => Staff[member.Learner.Number % Staff.Count];
}
