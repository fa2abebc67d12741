using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Attendance;

/// <summary>A programme of a hundred days that are nearly over, which nobody completes by attending alone, and its people.</summary>
internal sealed class School(Client staff, string programme)
{
    private const int Days = 100;

    /// <summary>In the order of the days.</summary>
    private static readonly Guid[] AllSessions = [.. Enumerable.Range(0, Days).Select(_ => Guid.NewGuid())];

    public string Programme => programme;

    public static IReadOnlyList<Guid> Sessions => AllSessions;

    public static async Task<School> OpenAsync(Client staff)
    {
        var programme = (await staff.PostAsync("programmes", Details())).Is(201).Id;
        (await staff.PostAsync($"programmes/{programme}/publish")).Is(200);
        return new School(staff, programme);
    }

    /// <summary>Somebody who is accepted, and so enrolled.</summary>
    public async Task<string> EnrolAsync()
    {
        var person = (await staff.PostAsync("people", new JsonObject { ["name"] = "Ada Example", ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" })).Is(201).Id;
        var list = $"people/{person}/applications";
        var application = $"{list}/{(await staff.PostAsync(list, new JsonObject { ["programmeId"] = programme, ["motivation"] = "I like metal." })).Is(201).Id}";
        foreach (var step in new[] { "submit", "review", "accept" }) (await staff.PostAsync($"{application}/{step}")).Is(200);
        await Deadline.UntilAsync("the accepted are enrolled", async () => (await EnrolmentsAsync(person)).Count > 0);
        return person;
    }

    /// <summary>The sessions that count as attended.</summary>
    public async Task<int> AttendedAsync(string person) => (await EnrolmentsAsync(person))[0]!["sessions"]!.AsArray().Count(session => (bool)session!["isAttended"]!);

    private async Task<JsonArray> EnrolmentsAsync(string person) => (await staff.GetAsync($"people/{person}/enrolments")).Is(200).Body["items"]!.AsArray();

    private static JsonObject Details()
    {
        var last = TimeProvider.System.GetUtcNow();
        var sessions = AllSessions.Select((id, day) => (id, Starts: last.AddDays(day - Days + 1))).Select(session => new JsonObject
        {
            ["id"] = session.id,
            ["title"] = "Day",
            ["format"] = "online",
            ["starts"] = Time(session.Starts),
            ["ends"] = Time(session.Starts.AddHours(1)),
        });
        return new JsonObject
        {
            ["title"] = "Welding",
            ["description"] = "For beginners.",
            ["language"] = "en",
            ["starts"] = Day(last.AddDays(-Days)),
            ["ends"] = Day(last.AddDays(7)),
            ["capacity"] = 1000,
            ["sessions"] = new JsonArray([.. sessions]),
            ["tasks"] = new JsonArray(new JsonObject { ["id"] = Guid.NewGuid(), ["title"] = "Essay", ["due"] = Day(last), ["points"] = 100 }),
            ["completion"] = new JsonObject { ["minimumAttendance"] = 0, ["minimumPoints"] = 100, ["requiredTasks"] = new JsonArray() },
        };
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
