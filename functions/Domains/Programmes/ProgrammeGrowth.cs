using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What people rely on in a published programme stays: it takes more, and nothing else. Where they join may be known late, and may move.</summary>
internal static class ProgrammeGrowth
{
    public static IReadOnlyList<Violation> Refusals(Programme published, ProgrammeDetails wanted) =>
    [
        .. Fixed(published, wanted),
        .. Kept("/sessions", published.Sessions, wanted.Sessions!, session => session.Id),
        .. Kept("/tasks", published.Tasks, wanted.Tasks!, task => task.Id),
    ];

    public static IEnumerable<ProgrammeEvent> Events(Programme published, ProgrammeDetails wanted)
    {
        if (wanted.Ends > published.Ends) yield return new ProgrammeExtended { Ends = wanted.Ends.Value };
        if (wanted.Capacity > published.Capacity) yield return new ProgrammeCapacityRaised { Capacity = wanted.Capacity.Value };
        if (wanted.JoinAt != published.JoinAt) yield return new ProgrammeJoinAtChanged { JoinAt = wanted.JoinAt };
        if (Added(published.Sessions, wanted.Sessions!) is { Count: > 0 } sessions) yield return new ProgrammeSessionsAdded { Sessions = sessions };
        if (Added(published.Tasks, wanted.Tasks!) is { Count: > 0 } tasks) yield return new ProgrammeTasksAdded { Tasks = tasks };
    }

    private static IEnumerable<Violation> Fixed(Programme published, ProgrammeDetails wanted)
    {
        if (wanted.Title != published.Title) yield return new Violation("/title", "cannot change once published");
        if (wanted.Description != published.Description) yield return new Violation("/description", "cannot change once published");
        if (wanted.Language != published.Language) yield return new Violation("/language", "cannot change once published");
        if (wanted.Starts != published.Starts) yield return new Violation("/starts", "cannot change once published");
        if (!(wanted.Ends >= published.Ends)) yield return new Violation("/ends", "can only be put off once published");
        if (!(wanted.Capacity >= published.Capacity)) yield return new Violation("/capacity", "can only be raised once published");
        if (!DocumentJson.AreSame(wanted.Completion, published.Completion)) yield return new Violation("/completion", "cannot change once published");
    }

    private static IEnumerable<Violation> Kept<T>(string pointer, IReadOnlyList<T> published, IReadOnlyList<T> wanted, Func<T, Guid> id)
    {
        var missing = published.ExceptBy(wanted.Select(id), id).Count();
        if (missing > 0) yield return new Violation(pointer, $"lacks {missing} that cannot be removed once published");
        var known = published.ToDictionary(id);
        for (var i = 0; i < wanted.Count; i++)
        {
            if (known.TryGetValue(id(wanted[i]), out var before) && !before!.Equals(wanted[i])) yield return new Violation($"{pointer}/{i}", "cannot change once published");
        }
    }

    private static List<T> Added<T>(IReadOnlyList<T> published, IReadOnlyList<T> wanted) => [.. wanted.Except(published)];
}
