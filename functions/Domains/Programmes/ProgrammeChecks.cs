using Serverless.Kernel.Results;
using Serverless.Kernel.Values;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>Details in the one spelling in which they are kept, or what is wrong with them, in a draft too.</summary>
internal static class ProgrammeChecks
{
    private const int MostSeats = 10_000;
    private const int MostPoints = 1000;

    public static Result<ProgrammeDetails> Normal(ProgrammeDetails details)
    {
        ArgumentNullException.ThrowIfNull(details);
        var normal = details with
        {
            Title = details.Title.Trim(),
            Description = TextOrNull(details.Description),
            JoinAt = TextOrNull(details.JoinAt),
            Language = details.Language is null ? null : LanguageTag.Normal(details.Language) ?? details.Language,
            Sessions = [.. (details.Sessions ?? []).Select(session => session with { Title = session.Title.Trim(), Place = TextOrNull(session.Place) })],
            Tasks = [.. (details.Tasks ?? []).Select(task => task with { Title = task.Title.Trim() })],
        };
        var violations = Details(normal).Concat(Sessions(normal.Sessions)).Concat(Tasks(normal.Tasks)).Concat(Completion(normal.Completion)).ToList();
        return violations.Count > 0 ? ProgrammeErrors.Invalid(violations) : normal;
    }

    private static IEnumerable<Violation> Details(ProgrammeDetails details)
    {
        if (details.Title.Length == 0) yield return new Violation("/title", "has no text");
        if (details.Language is { } language && LanguageTag.Normal(language) is null) yield return new Violation("/language", "is not a language tag, such as en or pt-BR");
        if (details.Ends < details.Starts) yield return new Violation("/ends", "is before the programme starts");
        if (details.Capacity is < 1 or > MostSeats) yield return new Violation("/capacity", $"is not between 1 and {MostSeats}");
        if (details.JoinAt is { } address && !IsOpenable(address)) yield return new Violation("/joinAt", "is not an absolute https address without a user's name or password");
    }

    /// <summary>Everybody in the programme opens it: it leads there by itself, unread on the way, and carries nobody's sign-in.</summary>
    private static bool IsOpenable(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    private static IEnumerable<Violation> Sessions(IReadOnlyList<Session> sessions)
    {
        var known = new HashSet<Guid>();
        for (var i = 0; i < sessions.Count; i++)
        {
            if (!known.Add(sessions[i].Id)) yield return new Violation($"/sessions/{i}/id", "is another session's");
            if (sessions[i].Title.Length == 0) yield return new Violation($"/sessions/{i}/title", "has no text");
            if (sessions[i].Ends <= sessions[i].Starts) yield return new Violation($"/sessions/{i}/ends", "is not after the session starts");
        }
    }

    private static IEnumerable<Violation> Tasks(IReadOnlyList<ProgrammeTask> tasks)
    {
        var known = new HashSet<Guid>();
        for (var i = 0; i < tasks.Count; i++)
        {
            if (!known.Add(tasks[i].Id)) yield return new Violation($"/tasks/{i}/id", "is another task's");
            if (tasks[i].Title.Length == 0) yield return new Violation($"/tasks/{i}/title", "has no text");
            if (tasks[i].Points is < 0 or > MostPoints) yield return new Violation($"/tasks/{i}/points", $"is not between 0 and {MostPoints}");
        }
    }

    private static IEnumerable<Violation> Completion(CompletionRules? rules)
    {
        if (rules is null) yield break;
        if (rules.MinimumAttendance is < 0 or > 100) yield return new Violation("/completion/minimumAttendance", "is not between 0 and 100");
        if (rules.MinimumPoints < 0) yield return new Violation("/completion/minimumPoints", "is negative");
        var known = new HashSet<Guid>();
        for (var i = 0; i < rules.RequiredTasks.Count; i++)
        {
            if (!known.Add(rules.RequiredTasks[i])) yield return new Violation($"/completion/requiredTasks/{i}", "is named twice");
        }
    }

    private static string? TextOrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
