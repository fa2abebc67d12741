namespace Serverless.Demo.Scripting;

/// <summary>What must have come of a script in the end, counted from the script alone.</summary>
public sealed record Tally
{
    public required IReadOnlyDictionary<ApplicationState, int> Applications { get; init; }

    public required IReadOnlyDictionary<EnrolmentState, int> Enrolments { get; init; }

    /// <summary>By session and status; those that are nobody's are missing.</summary>
    public required IReadOnlyDictionary<(int Session, Attendance Status), int> Attendance { get; init; }

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
        List<Standing> standings = [.. script.Learners.Select(Standing.Of)];
        return new Tally
        {
            Applications = Count(standings.Select(one => one.Application)),
            Enrolments = Count(standings.Select(one => one.Enrolment)),
            Attendance = standings.SelectMany(one => one.Sessions).CountBy(one => (one.Key, one.Value)).ToDictionary(),
            Tasks = standings.SelectMany(one => one.Tasks).CountBy(one => (one.Key, one.Value)).ToDictionary(),
            Certificates = Count(standings.Select(one => one.Certificate)),
            AtRisk = standings.Count(one => one.IsAtRisk),
            Fees = standings.Count(one => one.HasPaid),
            Refunds = script.Learners.Count(learner => learner.Steps.Any(step => step is Refund { HasEffect: true })),
        };
    }

    private static Dictionary<T, int> Count<T>(IEnumerable<T?> states)
        where T : struct, Enum => states.OfType<T>().CountBy(state => state).ToDictionary();
}
