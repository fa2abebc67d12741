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

    public static Tally Of(Script script)
    {
        ArgumentNullException.ThrowIfNull(script);
        List<Step> done = [.. script.Learners.SelectMany(learner => learner.Steps).Where(step => step.HasEffect)];
        List<Standing> standings = [.. script.Learners.Select(Standing.Of)];
        return new Tally
        {
            Applications = Count(standings.Select(one => one.Application)),
            Enrolments = Count(standings.Select(one => one.Enrolment)),
            Attendance = standings.SelectMany(one => one.Sessions).CountBy(one => (one.Key, one.Value)).ToDictionary(),
            Moves = done.OfType<Apply>().CountBy(step => step.Move).ToDictionary(),
            HandIns = done.OfType<HandIn>().Count(),
            Resubmissions = done.OfType<Resubmit>().Count(),
            Reviews = done.OfType<Review>().CountBy(step => step.Outcome).ToDictionary(),
            Tasks = standings.SelectMany(one => one.Tasks).CountBy(one => (one.Key, one.Value)).ToDictionary(),
            Certificates = Count(standings.Select(one => one.Certificate)),
            AtRisk = standings.Count(one => one.IsAtRisk),
            Fees = standings.Count(one => one.HasPaid),
            Refunds = done.OfType<Refund>().Count(),
        };
    }

    private static Dictionary<T, int> Count<T>(IEnumerable<T?> states)
        where T : struct, Enum => states.OfType<T>().CountBy(state => state).ToDictionary();
}
