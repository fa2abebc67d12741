using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Enrolments;

/// <summary>What a programme asks of those who complete it. All of its sessions count, those to come too.</summary>
public static class CompletionRules
{
    /// <returns>What is missing, by field of the enrolment; nothing where the rules are fulfilled.</returns>
    public static IReadOnlyList<Violation> Missing(Enrolment enrolment, ProgrammePlan plan)
    {
        ArgumentNullException.ThrowIfNull(enrolment);
        ArgumentNullException.ThrowIfNull(plan);
        return [.. Gaps(enrolment, plan)];
    }

    private static IEnumerable<Violation> Gaps(Enrolment enrolment, ProgrammePlan plan)
    {
        var attended = enrolment.Sessions.Where(session => session.IsAttended).Select(session => session.SessionId).Intersect(plan.Sessions.Select(session => session.Id)).Count();
        // In whole numbers: 80 % of 5 sessions are 4, and no rounding may make them 5.
        if (attended * 100 < plan.MinimumAttendance * plan.Sessions.Count)
            yield return new Violation("/sessions", $"are {attended} attended of {plan.Sessions.Count}, and {plan.MinimumAttendance} % are needed");
        if (enrolment.Points < plan.MinimumPoints)
            yield return new Violation("/points", $"are {enrolment.Points}, and {plan.MinimumPoints} are needed");
        foreach (var task in plan.RequiredTasks.Except(enrolment.PassedTasks.Select(passed => passed.TaskId)))
            yield return new Violation("/passedTasks", $"lack the required task {task}");
    }
}
