namespace Serverless.Demo.Scripting;

/// <summary>The programme that is played, by numbers; dates and ids are of the day on which it is.</summary>
public static class Programme
{
    /// <summary>With a session each, numbered alike.</summary>
    public const int Weeks = 12;

    /// <summary>The week of what happens when all sessions are over.</summary>
    public const int Afterwards = Weeks + 1;

    /// <summary>The only one that is not over yet when the demo is played, so that people check in to it themselves.</summary>
    public const int SessionOfToday = Weeks;

    /// <summary>Of the sessions, in percent.</summary>
    public const int MinimumAttendance = 75;

    /// <summary>Sessions that nobody misses who completes.</summary>
    public const int NeededSessions = Weeks * MinimumAttendance / 100;

    /// <summary>Who passes all tasks but one of the lesser has them.</summary>
    public const int MinimumPoints = 70;

    /// <summary>In minor units.</summary>
    public const int Fee = 24_900;

    public const string Currency = "EUR";

    /// <summary>The last one is the project, which must be passed; nobody can complete before it is reviewed.</summary>
    public static IReadOnlyList<TaskPlan> Tasks { get; } =
    [
        new(1, "Ask a question", Week: 3, Points: 20),
        new(2, "Clean a table", Week: 6, Points: 25),
        new(3, "Draw a picture", Week: 9, Points: 25),
        new(4, "The project", Week: 12, Points: 30),
    ];

    public static TaskPlan Project => Tasks[^1];

    /// <summary>Sessions of which a file brings the attendance, and not each person.</summary>
    public static IReadOnlySet<int> ImportedSessions { get; } = new HashSet<int> { 4, 8, 11 };
}

/// <param name="Week">In which it is to be handed in.</param>
public sealed record TaskPlan(int Number, string Title, int Week, int Points);
