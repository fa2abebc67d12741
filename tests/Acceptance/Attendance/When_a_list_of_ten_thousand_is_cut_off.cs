using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Attendance;

public sealed class When_a_list_of_ten_thousand_is_cut_off
{
    private const int People = 20;
    private const int Wrong = 100;
    private const int Rows = 10_000;

    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    public async Task Every_row_counts_once_as_if_nothing_had_happened()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var school = await School.OpenAsync(staff);
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => school.EnrolAsync()));

        // Every day of everybody, all of it again and again, and rows between them that say nothing.
        var days = School.Sessions.SelectMany((session, day) => people.Select((person, i) => $"{person},{school.Programme},{session},{((day + i) % 5 == 0 ? "absent" : "present")}")).ToList();
        var again = Enumerable.Repeat(days, Rows / days.Count).SelectMany(all => all).Take(Rows - Wrong - days.Count);
        var lines = days.Concat(again).ToList();
        for (var wrong = 0; wrong < Wrong; wrong++) lines.Insert(wrong * 90, "nobody,,,present");
        var accepted = (await staff.PostTableAsync("attendance/imports", string.Join('\n', lines.Prepend("personId,programmeId,sessionId,status")))).Is(202);
        var import = $"attendance/imports/{accepted.Id}";

        await Deadline.UntilAsync("some of the rows are recorded", async () => Of(await staff.GetAsync(import), "done") >= 500);
        await site.KillAppAsync();
        await site.StartAppAsync();
        await GetsOnAsync("rows are done", async () => Of((await staff.GetAsync(import)).Is(200), "done"), Rows);
        await Deadline.UntilAsync("the import is finished", async () => (string?)(await staff.GetAsync(import)).Body["status"] == "finished");

        var finished = await staff.GetAsync(import);
        Assert.Equal(
            (Rows, days.Count, Rows - days.Count - Wrong, Wrong),
            (Of(finished, "total"), Of(finished, "recorded"), Of(finished, "repeated"), Of(finished, "rejected")));
        var rejected = (await staff.GetAsync($"{import}/rows?outcome=rejected&pageSize=100")).Is(200).Body["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(0, Wrong).Select(wrong => (wrong * 90) + 1), rejected.Select(row => (int)row!["row"]!));
        foreach (var person in people)
            await GetsOnAsync("attended sessions reach the enrolment", () => school.AttendedAsync(person), School.Sessions.Count * 4 / 5);
        Assert.Equal(School.Sessions.Count, await CountAsync(staff, people[^1]));
    }

    /// <summary>Waits for an end for as long as something comes nearer to it.</summary>
    private static async Task GetsOnAsync(string what, Func<Task<int>> read, int end)
    {
        for (int before = -1, now; before != end; before = now)
        {
            now = before;
            await Deadline.UntilAsync(what, async () => (now = await read()) > before);
        }
    }

    private static int Of(Reply reply, string number) => (int)reply.Body[number]!;

    private static async Task<int> CountAsync(Client staff, string person)
    {
        var (count, continuation) = (0, (string?)null);
        do
        {
            var page = (await staff.GetAsync($"people/{person}/attendance?pageSize=100{(continuation is null ? "" : $"&continuation={continuation}")}")).Is(200).Body;
            count += page["items"]!.AsArray().Count;
            continuation = (string?)page["continuation"];
        }
        while (continuation is not null);
        return count;
    }
}
