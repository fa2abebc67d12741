using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What a programme still lacks before people can rely on it.</summary>
internal static class ProgrammeCompleteness
{
    public static IReadOnlyList<Violation> Gaps(Programme programme) =>
        [.. Missing(programme), .. Sessions(programme), .. Tasks(programme), .. Completion(programme)];

    private static IEnumerable<Violation> Missing(Programme programme)
    {
        (string Field, object? Value)[] needed =
        [
            ("description", programme.Description),
            ("language", programme.Language),
            ("starts", programme.Starts),
            ("ends", programme.Ends),
            ("capacity", programme.Capacity),
            ("completion", programme.Completion),
        ];
        return needed.Where(field => field.Value is null).Select(field => new Violation($"/{field.Field}", "is missing"));
    }

    private static IEnumerable<Violation> Sessions(Programme programme)
    {
        if (programme.Sessions.Count == 0) yield return new Violation("/sessions", "has no session");
        for (var i = 0; i < programme.Sessions.Count; i++)
        {
            var session = programme.Sessions[i];
            if (session.Format == SessionFormat.OnSite && session.Place is null) yield return new Violation($"/sessions/{i}/place", "is missing");
            // A day of the programme is a day where it is held, which begins and ends up to half a day apart from UTC's.
            if (DateOnly.FromDateTime(session.Starts.UtcDateTime) < programme.Starts?.AddDays(-1)) yield return new Violation($"/sessions/{i}/starts", "is before the programme starts");
            if (DateOnly.FromDateTime(session.Ends.UtcDateTime) > programme.Ends?.AddDays(1)) yield return new Violation($"/sessions/{i}/ends", "is after the programme ends");
        }
    }

    private static IEnumerable<Violation> Tasks(Programme programme)
    {
        for (var i = 0; i < programme.Tasks.Count; i++)
        {
            var due = programme.Tasks[i].Due;
            if (due is null) yield return new Violation($"/tasks/{i}/due", "is missing");
            if (due < programme.Starts) yield return new Violation($"/tasks/{i}/due", "is before the programme starts");
            if (due > programme.Ends) yield return new Violation($"/tasks/{i}/due", "is after the programme ends");
        }
    }

    private static IEnumerable<Violation> Completion(Programme programme)
    {
        if (programme.Completion is not { } rules) yield break;
        if (rules.MinimumPoints > programme.Tasks.Sum(task => task.Points)) yield return new Violation("/completion/minimumPoints", "is more than all tasks are worth");
        for (var i = 0; i < rules.RequiredTasks.Count; i++)
        {
            if (programme.Tasks.All(task => task.Id != rules.RequiredTasks[i])) yield return new Violation($"/completion/requiredTasks/{i}", "is no task of the programme");
        }
    }
}
