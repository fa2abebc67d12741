using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Projections.ProgrammeDashboard;

namespace Serverless.Unit.Projections.Programmes;

/// <summary>Compares all that a dashboard says with the oracle.</summary>
internal sealed class DashboardCheck(Cohort cohort, Oracle oracle)
{
    /// <param name="counters">By tally and name: "dashboard/atRisk".</param>
    public void Verify(IReadOnlyDictionary<string, long> counters, IEnumerable<Learner> learners)
    {
        const string Prefix = LearnerTally.Dashboard + "/";
        var outline = new ProgrammeOutline { Title = "Data basics", Status = ProgrammeStatus.Published, Assignments = [] };
        Verify(Dashboard.Of(
            cohort.ProgrammeId, outline,
            counters.Where(counter => counter.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(counter => counter.Key[Prefix.Length..], counter => counter.Value),
            new ModelState(1, AsOf: null), DateTimeOffset.UnixEpoch));
        Assert.Equal(
            oracle.Risks.OrderBy(one => one.Key, StringComparer.Ordinal),
            learners.Where(learner => learner.IsAtRisk).Select(AtRisk).OrderBy(one => one.Key, StringComparer.Ordinal));
        foreach (var (type, tally) in new[] { ("attendance", DayTally.Attendance), ("submission", DayTally.Submissions), ("application", DayTally.Applications) })
        {
            var prefix = $"{CounterNames.Of(tally)}:";
            Same(oracle.Days(type), counters.Where(counter => counter.Key.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(counter => counter.Key[prefix.Length..].Replace('/', ' '), counter => counter.Value));
        }
    }

    public void Verify(Dashboard dashboard)
    {
        Same(oracle.ByStatus("application"), dashboard.Applications);
        Same(oracle.ByStatus("enrolment"), dashboard.Learners);
        Same(oracle.ByStatus("certificate"), dashboard.Certificates);
        Same(oracle.Attendance, dashboard.Attendance.SelectMany(week => new[] { ("present", week.Present), ("late", week.Late), ("absent", week.Absent), ("excused", week.Excused) }
            .Select(one => KeyValuePair.Create($"{week.Week} {one.Item1}", one.Item2))));
        Same(oracle.Tasks, dashboard.Tasks.SelectMany(task =>
            new[] { ("submitted", task.Submitted), ("returned", task.Returned), ("passed", task.Passed), ("failed", task.Failed), ("late", task.Late) }
                .Select(one => KeyValuePair.Create($"{task.TaskId} {one.Item1}", one.Item2))));
        Assert.Equal(oracle.Risks.Count, dashboard.AtRisk.Count);
        Same(oracle.Risks.Values.SelectMany(reasons => reasons.Split(' ')).CountBy(reason => reason).ToDictionary(one => one.Key, one => (long)one.Value), dashboard.AtRisk.Reasons);
    }

    private static KeyValuePair<string, string> AtRisk(Learner learner) => KeyValuePair.Create(learner.PersonId.ToString(), string.Join(' ', learner.Risks.Select(CounterNames.Of)));

    private static void Same(IEnumerable<KeyValuePair<string, long>> expected, IEnumerable<KeyValuePair<string, long>> counted) => Assert.Equal(
        expected.Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal), counted.Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal));
}
