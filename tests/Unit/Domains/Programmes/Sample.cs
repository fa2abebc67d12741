using Serverless.Functions.Domains.Programmes;

namespace Serverless.Unit.Domains;

/// <summary>A programme that can be published.</summary>
internal static class Sample
{
    public static readonly Session First = Session(1, day: 2);
    public static readonly Session Second = Session(2, day: 3);
    public static readonly ProgrammeTask Essay = new() { Id = Id(11), Title = "Essay", Due = new DateOnly(2027, 3, 20), Points = 60 };

    public static readonly ProgrammeDetails Details = new()
    {
        Title = "Welding",
        Description = "For beginners.",
        Language = "en",
        Starts = new DateOnly(2027, 3, 1),
        Ends = new DateOnly(2027, 3, 31),
        Capacity = 10,
        Sessions = [First],
        Tasks = [Essay],
        Completion = new CompletionRules { MinimumAttendance = 80, MinimumPoints = 50, RequiredTasks = [Essay.Id] },
    };

    public static readonly ProgrammeDrafted Drafted = new()
    {
        Title = Details.Title,
        Description = Details.Description,
        Language = Details.Language,
        Starts = Details.Starts,
        Ends = Details.Ends,
        Capacity = Details.Capacity,
        Sessions = Details.Sessions!,
        Tasks = Details.Tasks!,
        Completion = Details.Completion,
    };

    public static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    public static Session Session(int number, int day) => new()
    {
        Id = Id(number),
        Title = $"Day {day}",
        Starts = new DateTimeOffset(2027, 3, day, 9, 0, 0, TimeSpan.Zero),
        Ends = new DateTimeOffset(2027, 3, day, 17, 0, 0, TimeSpan.Zero),
        Format = SessionFormat.OnSite,
        Place = "Hall 3",
    };
}
