using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Programmes;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Automation;

/// <summary>Applications end, and their seats must become free, while the store fails, the app is killed and one event cannot be read.</summary>
public sealed class When_what_follows_is_disturbed
{
    /// <summary>As many as there are seats.</summary>
    private const int People = 3;

    /// <summary>A batch that has failed often rests for up to a minute.</summary>

    private static readonly RequestKind[] Kinds = [RequestKind.Batch, RequestKind.CreateItem, RequestKind.ReadItem, RequestKind.ReplaceItem, RequestKind.QueryItems];
    private static readonly FaultAction[] Actions = [FaultAction.TooManyRequests, FaultAction.ServiceUnavailable, FaultAction.DropRequest, FaultAction.DropAnswer];

    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S78")]
    [Trait("Requirement", "S132")]
    public async Task It_is_done_once_all_the_same_and_only_what_cannot_be_done_is_parked()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { FaultSeed = 7 });
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff", "operator");
        var programme = (await staff.PostAsync("programmes", Crowd.Programme())).Is(201).Id;
        (await staff.PostAsync($"programmes/{programme}/publish")).Is(200);
        var applications = await Task.WhenAll(Enumerable.Range(0, People).Select(i => AcceptedAsync(staff, programme, i)));

        var spoiled = await SpoilAsync(cosmos.ConnectionString);
        foreach (var rule in Kinds.SelectMany(kind => Actions.Select(action => new FaultRule { Operation = kind, Action = action, Probability = 0.05, Count = 6 })))
            cosmos.Account.Faults.Add(rule);
        var ending = Task.WhenAll(applications.Select(async application => (await staff.PostAsync($"{application}/withdraw")).Is(200)));
        for (var kill = 0; kill < 2; kill++)
        {
            await site.KillAppAsync();
            await site.StartAppAsync();
            await ending;
        }

        await Deadline.UntilAsync("all seats are free", async () => (int)(await staff.GetAsync($"programmes/{programme}")).Body["seatsTaken"]! == 0);
        Assert.All(cosmos.Account.Faults.List().GroupBy(fault => fault.Rule.Action), action => Assert.True(action.Sum(fault => fault.Applied) > 0));
        cosmos.Account.Faults.Clear();

        JsonObject? letter = null;
        await Deadline.UntilAsync("the event that cannot be read is parked", async () =>
        {
            var letters = (await staff.GetAsync("operations/deadletters?reaction=free-seats")).Is(200).Body["items"]!.AsArray();
            letter = (JsonObject?)letters.SingleOrDefault();
            return letter is not null;
        });
        Assert.Equal((spoiled.ToString(), "free-seats", "unreadable"), ((string?)letter!["subjectId"], (string?)letter["reaction"], (string?)letter["reason"]));
        Assert.Equal("dead-letter-still-fails", (await staff.PostAsync($"operations/deadletters/{letter["id"]}/replay")).Is(409).Code);
        (await staff.PostAsync($"operations/deadletters/{letter["id"]}/discard", new JsonObject { ["reason"] = "Stored by a test." })).Is(200);

        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        var seats = await ledger.ReadAsync(ProgrammesDomain.Seats);
        Assert.Equal(People, seats.Count);
        Assert.All(seats, seat => Assert.Equal(2, seat.Version));
        // Drafted, published, and each seat taken once and freed once.
        Assert.Equal(2 + (2 * People), Assert.Single(await ledger.ReadAsync(ProgrammesDomain.Programmes)).Version);
    }

    private static async Task<string> AcceptedAsync(Client staff, string programme, int i)
    {
        var person = (await staff.PostAsync("people", Crowd.Person($"person{i}@example.org"))).Is(201).Id;
        var list = $"people/{person}/applications";
        var application = $"{list}/{(await staff.PostAsync(list, new JsonObject { ["programmeId"] = programme, ["motivation"] = "I like metal." })).Is(201).Id}";
        foreach (var step in new[] { "submit", "review", "accept" }) (await staff.PostAsync($"{application}/{step}")).Is(200);
        return application;
    }

    /// <summary>Stores the end of an application that nobody can read.</summary>
    private static async Task<Guid> SpoilAsync(string store)
    {
        var personId = Guid.NewGuid();
        using var client = new CosmosClient(store, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
        await client.GetContainer("serverless", "applications").CreateItemAsync(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["id"] = Guid.NewGuid(),
            ["tenantId"] = "acme",
            ["subjectId"] = personId,
            ["kind"] = "application-withdrawn",
            ["recordId"] = Guid.NewGuid(),
            ["recordType"] = "application",
            ["version"] = 1,
            ["index"] = 0,
            ["final"] = true,
        });
        return personId;
    }
}
