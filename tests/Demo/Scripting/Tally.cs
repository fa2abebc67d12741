namespace Serverless.Demo.Scripting;

/// <summary>What must have come of a script in the end, counted from the script alone.</summary>
public sealed record Tally
{
    public required IReadOnlyDictionary<ApplicationState, int> Applications { get; init; }

    public required IReadOnlyDictionary<EnrolmentState, int> Enrolments { get; init; }

    /// <summary>By session and status; those that are nobody's are missing.</summary>
    public required IReadOnlyDictionary<(int Session, Attendance Status), int> Attendance { get; init; }

    /// <summary>How often each was done.</summary>
    public required IReadOnlyDictionary<ApplicationMove, int> Moves { get; init; }

    public required int HandIns { get; init; }

    public required int Resubmissions { get; init; }

    public required IReadOnlyDictionary<ReviewOutcome, int> Reviews { get; init; }

    /// <summary>By task and state.</summary>
    public required IReadOnlyDictionary<(int Task, TaskState State), int> Tasks { get; init; }

    public required IReadOnlyDictionary<CertificateState, int> Certificates { get; init; }

    public required int AtRisk { get; init; }

    /// <summary>Fees taken and not given back.</summary>
    public required int Fees { get; init; }

    public required int Refunds { get; init; }

    /// <param name="forgotten">
    /// Somebody who was erased in the end. What is deleted with them counts no more: applications and what they have handed in. How they
    /// took part, their certificates and their payments stay, as statistics and by law.
    /// </param>
    public static Tally Of(Script script, Learner? forgotten = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        List<Learner> known = [.. script.Learners.Where(learner => learner != forgotten)];
        List<Step> done = [.. known.SelectMany(learner => learner.Steps).Where(step => step.HasEffect)];
        List<Standing> knownStandings = [.. known.Select(Standing.Of)];
        List<Standing> standings = [.. knownStandings, .. script.Learners.Where(learner => learner == forgotten).Select(learner => Standing.Of(learner).Forgotten())];
        return new Tally
        {
            Applications = Count(knownStandings.Select(one => one.Application)),
            Enrolments = Count(standings.Select(one => one.Enrolment)),
            Attendance = standings.SelectMany(one => one.Sessions).CountBy(one => (one.Key, one.Value)).ToDictionary(),
            Moves = done.OfType<Apply>().CountBy(step => step.Move).ToDictionary(),
            HandIns = done.OfType<HandIn>().Count(),
            Resubmissions = done.OfType<Resubmit>().Count(),
            Reviews = done.OfType<Review>().CountBy(step => step.Outcome).ToDictionary(),
            Tasks = knownStandings.SelectMany(one => one.Tasks).CountBy(one => (one.Key, one.Value)).ToDictionary(),
            Certificates = Count(standings.Select(one => one.Certificate)),
            AtRisk = standings.Count(one => one.IsAtRisk),
            Fees = standings.Count(one => one.HasPaid),
            Refunds = script.Learners.SelectMany(learner => learner.Steps).OfType<Refund>().Count(step => step.HasEffect),
        };
    }

    private static Dictionary<T, int> Count<T>(IEnumerable<T?> states)
        where T : struct, Enum => states.OfType<T>().CountBy(state => state).ToDictionary();
}
