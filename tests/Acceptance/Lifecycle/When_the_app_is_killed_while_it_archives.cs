using System.Text.Json.Nodes;
using Serverless.Acceptance.Learning;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Lifecycle;

[Trait("Requirement", "S54")]
public sealed class When_the_app_is_killed_while_it_archives
{
    /// <summary>What is stored in turn, each with nobody left to be told of it.</summary>
    private static readonly (string Step, RequestKind Kind, string Container)[] Writes =
    [
        ("it is found who is in the archive", RequestKind.UpsertItem, "archives"),
        ("the archive is there", RequestKind.CreateItem, "archives"),
        ("a record is removed", RequestKind.Batch, "enrolments"),
        ("it is ended", RequestKind.ReplaceItem, "operations"),
    ];

    [Fact]
    public async Task It_goes_on_from_the_step_that_it_had_come_to()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await LifecycleSite.OpenAsync(cosmos);
        var academy = await Academy.OpenAsync(site);
        var archivals = new Archivals(await site.ClientAsync("operator"));
        var students = new[] { await LifecycleSite.CompletedAsync(academy, "Ada"), await LifecycleSite.CompletedAsync(academy, "Bob") };
        var before = await EnrolmentsAsync(academy.Staff, students);

        var rule = Withhold(0);
        var archival = (await archivals.AskAsync("enrolments")).Is(202).Id;
        for (var write = 0; write < Writes.Length; write++)
        {
            await Deadline.UntilAsync(Writes[write].Step, () => cosmos.Account.Faults.List().Single().Applied > 0);
            await site.KillAppAsync();
            cosmos.Account.Faults.Remove(rule);
            if (write + 1 < Writes.Length) rule = Withhold(write + 1);
            await site.StartAppAsync();
        }

        var done = await archivals.UntilAsync(archival, "completed");
        Assert.Equal((2, 0, 1), ((int)done["records"]!, (int)done["leftAlone"]!, (int)done["parts"]!));
        var after = await EnrolmentsAsync(academy.Staff, students);
        for (var i = 0; i < students.Length; i++)
        {
            Assert.NotNull(after[i]["archivedAt"]);
            Assert.All(before[i], field => Assert.True(JsonNode.DeepEquals(field.Value, after[i][field.Key]), field.Key));
        }

        int Withhold(int write) => cosmos.Account.Faults.Add(new FaultRule
        {
            Action = FaultAction.DelayAnswer,
            Operation = Writes[write].Kind,
            Container = Writes[write].Container,
            Count = 1,
            Delay = TimeSpan.FromHours(1),
        });
    }

    private static async Task<IReadOnlyList<JsonObject>> EnrolmentsAsync(Client staff, IEnumerable<Academy.Student> students)
    {
        var found = new List<JsonObject>();
        foreach (var student in students) found.Add((await staff.GetAsync(student.Enrolment)).Is(200).Body);
        return found;
    }
}
