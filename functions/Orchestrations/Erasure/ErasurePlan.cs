namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>What comes next.</summary>
/// <param name="Step">Null where nothing comes any more.</param>
/// <param name="WaitUntil">When to look again; null where the step is to be done now.</param>
/// <param name="WaitsFor">A code: what the step waits for.</param>
public sealed record ErasureNext(ErasureStep? Step, DateTimeOffset? WaitUntil = null, string? WaitsFor = null)
{
    public bool IsOver => Step is null;
}

/// <summary>The order of an erasure: what comes next follows from what has happened, and from nothing else.</summary>
public static class ErasurePlan
{
    public const string Identification = "identification";
    public const string Restriction = "restriction";
    public const string LegalHold = "legal-hold";
    public const string Grace = "grace-period";
    public const string Statute = "statutory-period";
    public const string Acknowledgements = "acknowledgements";
    public const string Leftovers = "leftovers";

    /// <summary>Those that go through the stores, in their order.</summary>
    public static IReadOnlyList<ErasureStep> ErasingSteps { get; } = [ErasureStep.Unlinking, ErasureStep.Records, ErasureStep.ReadModels, ErasureStep.Copies];

    /// <param name="poll">How long is waited at most for what nobody may tell of.</param>
    public static ErasureNext Next(ErasureFacts facts, DateTimeOffset now, TimeSpan poll)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.EndedAt is not null) return new(Step: null);
        return facts.CommittedAt is null ? BeforeTheReturn(facts, now, now + poll) : After(facts, now, now + poll);
    }

    private static ErasureNext BeforeTheReturn(ErasureFacts facts, DateTimeOffset now, DateTimeOffset look)
    {
        if (facts.CancelledAt is not null) return new(ErasureStep.Cancel);
        if (facts.IdentifiedAt is null) return new(ErasureStep.Identify, look, Identification);
        // Before anything else, so that nothing new comes of the data while something stands in the way.
        if (facts is not { RestrictedFrom: { } restrictedFrom, Schedule: { } schedule }) return new(ErasureStep.Restrict);
        if (now < restrictedFrom) return new(ErasureStep.Restrict, restrictedFrom, Restriction);
        if (facts.Holds.Count > 0) return new(ErasureStep.Holds, look, LegalHold);
        if (schedule.NoticeAt <= now && facts.AnnouncedAt is null) return new(ErasureStep.Announce);
        if (EraseAt(facts, schedule) is var eraseAt && now >= eraseAt) return new(ErasureStep.Commit);
        var next = schedule.NoticeAt is { } notice && facts.AnnouncedAt is null ? notice : eraseAt;
        return new(ErasureStep.Grace, Earlier(next, look), schedule.IsStatutory ? Statute : Grace);
    }

    private static ErasureNext After(ErasureFacts facts, DateTimeOffset now, DateTimeOffset look)
    {
        if (facts.RecheckAt is { } recheck && now < recheck) return new(ErasureStep.Verify, recheck, Leftovers);
        if (facts.Wait is { } wait && now < wait.Until) return new(wait.Step, wait.Until, wait.For);
        foreach (var step in ErasingSteps)
        {
            if (facts.Stages.All(done => done.Step != step)) return new(step);
        }

        if (facts.Recipients is not { } recipients) return new(ErasureStep.Tell);
        if (facts.EscalatedAt is null && Recipients(recipients, now, look) is { } answer) return answer;
        if (facts.KeyDestroyedAt is null) return new(ErasureStep.DestroyKey);
        return new(facts.VerifiedAt is null ? ErasureStep.Verify : ErasureStep.Certify);
    }

    /// <returns>Null when all have answered.</returns>
    private static ErasureNext? Recipients(IReadOnlyList<RecipientTold> recipients, DateTimeOffset now, DateTimeOffset look)
    {
        var silent = recipients.Where(recipient => recipient.AcknowledgedAt is null).ToList();
        if (silent.Count == 0) return null;
        if (silent.Any(recipient => recipient.AnswerBy <= now)) return new(ErasureStep.Escalate);
        if (silent.Any(recipient => recipient.RemindAt <= now)) return new(ErasureStep.Tell);
        var next = silent.Min(recipient => Earlier(recipient.AnswerBy, recipient.RemindAt));
        return new(ErasureStep.Acknowledge, Earlier(next, look), Acknowledgements);
    }

    /// <summary>Whoever confirms gives up their own time to think it over, and none that a law says. A notice that was late puts it off.</summary>
    private static DateTimeOffset EraseAt(ErasureFacts facts, ErasureSchedule schedule)
    {
        var eraseAt = schedule.EraseAt;
        if (!schedule.IsStatutory && facts.ConfirmedAt is { } confirmed) eraseAt = Earlier(confirmed, eraseAt);
        return facts.AnnouncedAt is { } announced && schedule.NoticeAt is { } notice && announced > notice ? eraseAt + (announced - notice) : eraseAt;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
