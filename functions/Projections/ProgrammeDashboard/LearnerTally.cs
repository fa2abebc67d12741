using System.Globalization;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>
/// What a learner adds to the counters of their programme: to those of the dashboard, and to those of each day, from which
/// reports are made.
/// </summary>
public static class LearnerTally
{
    /// <summary>Holds all that a dashboard shows.</summary>
    public const string Dashboard = "dashboard";

    public static IReadOnlyDictionary<(string Tally, string Counter), long> Of(Learner learner)
    {
        ArgumentNullException.ThrowIfNull(learner);
        var tally = new Dictionary<(string Tally, string Counter), long>();
        foreach (var application in learner.Applications) Add(Dashboard, CounterNames.Application(application.Status));
        if (learner.Enrolment is { } enrolment) Add(Dashboard, CounterNames.Learners(enrolment));
        foreach (var session in learner.Sessions)
        {
            Add(Dashboard, CounterNames.Attendance(CounterNames.WeekOf(session.SessionDate), session.Status));
            Add(DayOf(DayTally.Attendance, session.SessionDate), CounterNames.Of(session.Status));
        }

        foreach (var task in learner.Tasks)
        {
            Add(Dashboard, CounterNames.Task(task.TaskId, task.Status));
            if (task.IsLate) Add(Dashboard, CounterNames.LateTask(task.TaskId));
        }

        foreach (var certificate in learner.Certificates) Add(Dashboard, CounterNames.Certificates(certificate.Status));
        foreach (var risk in learner.Risks) Add(Dashboard, CounterNames.Risk(risk));
        if (learner.IsAtRisk) Add(Dashboard, CounterNames.AtRisk);
        foreach (var day in learner.Days) Add(DayOf(TallyOf(day.Step), day.Day), CounterNames.Of(day.Step), day.Count);
        return tally;

        void Add(string document, string counter, long number = 1) => tally[(document, counter)] = tally.GetValueOrDefault((document, counter)) + number;
    }

    /// <summary>The name of a day's counters. Names sort as the days do.</summary>
    public static string DayOf(DayTally tally, DateOnly day) => $"{CounterNames.Of(tally)}:{day.ToString("O", CultureInfo.InvariantCulture)}";

    public static DayTally TallyOf(LearnerStep step) => step <= LearnerStep.Withdrawn ? DayTally.Applications : DayTally.Submissions;
}

/// <summary>What is counted by day.</summary>
public enum DayTally
{
    /// <summary>By the day of the session.</summary>
    Attendance,

    /// <summary>By the day on which it was done.</summary>
    Submissions,

    /// <inheritdoc cref="Submissions"/>
    Applications,
}
