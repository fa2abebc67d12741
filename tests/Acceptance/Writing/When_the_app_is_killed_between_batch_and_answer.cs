using System.Text.Json.Nodes;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Writing;

public sealed class When_the_app_is_killed_between_batch_and_answer
{
    [Fact]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S95")]
    public async Task The_repeated_request_gets_the_first_answer()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var programme = (await staff.PostAsync("programmes", Crowd.Programme())).Id;
        await staff.PostAsync($"programmes/{programme}/publish");

        var registered = (await CutOffAsync("people", () => staff.PostAsync("people", Crowd.Person("ada@example.org")))).Is(201);
        Assert.Equal(("\"1\"", "Ada"), (registered.ETag, (string?)registered.Body["name"]));

        // Sent anew it would be refused: the version that it names has passed.
        var person = $"people/{registered.Id}";
        var changed = (await CutOffAsync("people", () => staff.PatchAsync(person, new JsonObject { ["name"] = "Ada Example" }, registered.ETag))).Is(200);
        Assert.Equal(("\"2\"", "Ada Example"), (changed.ETag, (string?)changed.Body["name"]));

        var drafted = (await staff.PostAsync($"{person}/applications", new JsonObject { ["programmeId"] = programme, ["motivation"] = "I like metal." })).Is(201);
        var submitted = (await CutOffAsync("applications", () => staff.PostAsync($"{person}/applications/{drafted.Id}/submit"))).Is(200);
        Assert.Equal("submitted", (string?)submitted.Body["status"]);

        Assert.Equal(2, Assert.Single(await ledger.ReadAsync(PeopleDomain.People)).Version);
        Assert.Equal(2, Assert.Single(await ledger.ReadAsync(ApplicationsDomain.Applications)).Version);

        async Task<Reply> CutOffAsync(string container, Func<Task<Reply>> send)
        {
            var before = await CountAsync();
            var rule = cosmos.Account.Faults.Add(new FaultRule { Action = FaultAction.DelayAnswer, Operation = RequestKind.Batch, Container = container, Delay = TimeSpan.FromHours(1) });
            var sending = send();
            await Deadline.UntilAsync("the batch is stored", async () => await CountAsync() > before);
            Assert.False(sending.IsCompleted);
            await site.KillAppAsync();
            cosmos.Account.Faults.Remove(rule);
            await site.StartAppAsync();
            var reply = await sending;
            Assert.True(reply.IsReplayed);
            return reply;

            async ValueTask<int> CountAsync() => (await ledger.DocumentsAsync(container)).Count(document => (string?)document["kind"] == "idempotency");
        }
    }
}
