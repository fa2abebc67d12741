using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Attendance;

public sealed class When_lists_come_through_the_queue
{
    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S79")]
    [Trait("Requirement", "S122")]
    public async Task They_are_recorded_once_and_what_is_no_list_is_put_aside()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff", "operator");
        var school = await School.OpenAsync(staff);
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => school.EnrolAsync()));
        var list = string.Join('\n', people.Select(person => Row(school, person)));
        (await staff.PostTableAsync($"attendance/imports?programme={school.Programme}", $"personId,sessionId,status\n{people[0]},{School.Sessions[0]},present")).Is(202);

        await site.KillAppAsync();
        await using (var mailbox = await Mailbox.OpenAsync(site.Folder))
        {
            await mailbox.SendAsync("list", "application/x-ndjson", list);
            await mailbox.SendAsync("list", "application/x-ndjson", list);
            await mailbox.SendAsync("the list again", "application/x-ndjson", list);
            await mailbox.SendAsync("letter", "text/plain", "Dear school");
        }

        await site.StartAppAsync();
        await Deadline.UntilAsync("all lists are finished", async () => (await ImportsAsync(staff)) is { Count: 3 } imports && imports.All(import => (string?)import["status"] == "finished"));
        var imports = await ImportsAsync(staff);
        Assert.Equal(["list", "the list again"], imports.Select(import => (string?)import["messageId"]).OfType<string>().Order(StringComparer.Ordinal));
        Assert.Equal(people.Length, imports.Sum(import => (int)import["recorded"]!));
        Assert.Equal(people.Length + 1, imports.Sum(import => (int)import["repeated"]!));

        await Deadline.UntilAsync("the letter is put aside", async () => await PutAsideAsync(staff) == 1);
        await site.KillAppAsync();
        await using (var mailbox = await Mailbox.OpenAsync(site.Folder))
            Assert.Equal([("letter", "import-type")], await mailbox.PutAsideAsync(count: 1));
    }

    private static string Row(School school, string person) => new JsonObject
    {
        ["personId"] = person,
        ["programmeId"] = school.Programme,
        ["sessionId"] = School.Sessions[0],
        ["status"] = "present",
    }.ToJsonString();

    private static async Task<int> PutAsideAsync(Client staff) =>
        (await staff.GetAsync("operations/metrics")).Is(200).Body["queues"]!.AsArray().Where(queue => (string?)queue!["name"] == "attendance-imports").Sum(queue => (int)queue!["deadLetters"]!);

    private static async Task<IReadOnlyList<JsonNode>> ImportsAsync(Client staff) => [.. (await staff.GetAsync("attendance/imports")).Is(200).Body["items"]!.AsArray().Select(import => import!)];
}
