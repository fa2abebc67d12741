using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Privacy;

[Trait("Requirement", "S6")]
public sealed class When_the_app_is_killed_while_it_erases
{
    /// <summary>What is stored in turn, each with nobody left to be told of it: every step of an erasure, and what happens within the critical ones.</summary>
    private static readonly (string Step, RequestKind Kind, string Container)[] Writes =
    [
        ("it is restricted", RequestKind.ReplaceItem, "operations"),
        ("it is committed", RequestKind.ReplaceItem, "operations"),
        ("others are unlinked", RequestKind.ReplaceItem, "operations"),
        ("records are deleted", RequestKind.Batch, "people"),
        ("records are erased", RequestKind.ReplaceItem, "operations"),
        ("read models are made again", RequestKind.ReplaceItem, "operations"),
        ("copies are erased", RequestKind.ReplaceItem, "operations"),
        ("recipients are told", RequestKind.ReplaceItem, "operations"),
        ("the key is gone", RequestKind.ReplaceItem, "keys"),
        ("that it is gone is noted", RequestKind.ReplaceItem, "operations"),
        ("it is verified", RequestKind.ReplaceItem, "operations"),
        ("it is certified", RequestKind.CreateItem, "operations"),
        ("it is ended", RequestKind.ReplaceItem, "operations"),
    ];

    [Fact]
    public async Task It_goes_on_from_the_step_that_it_had_come_to()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, await ErasingApp.SettingsAsync());
        var (staff, erasures) = (await site.ClientAsync("staff"), new Erasures(await site.ClientAsync("dpo")));
        var (person, bystander) = (await When_somebody_is_erased.RegisterAsync(staff), await When_somebody_is_erased.RegisterAsync(staff));
        var before = (await staff.GetAsync($"people/{bystander}")).Is(200).Body.ToJsonString();

        var rule = Withhold(0);
        var erasure = await erasures.RequestAsync(person);
        for (var write = 0; write < Writes.Length; write++)
        {
            await Deadline.UntilAsync(Writes[write].Step, () => cosmos.Account.Faults.List().Single().Applied > 0);
            await site.KillAppAsync();
            cosmos.Account.Faults.Remove(rule);
            if (write + 1 < Writes.Length) rule = Withhold(write + 1);
            await site.StartAppAsync();
        }

        await erasures.UntilAsync(erasure, "completed");
        await erasures.IsProvedAsync(site, erasure);
        Assert.Equal(404, (await staff.GetAsync($"people/{person}")).Status);
        Assert.Equal(before, (await staff.GetAsync($"people/{bystander}")).Is(200).Body.ToJsonString());
        Assert.Equal(1 + Writes.Length, site.Starts);

        int Withhold(int write) => cosmos.Account.Faults.Add(new FaultRule
        {
            Action = FaultAction.DelayAnswer,
            Operation = Writes[write].Kind,
            Container = Writes[write].Container,
            Count = 1,
            Delay = TimeSpan.FromHours(1),
        });
    }

    [Fact]
    [Trait("Requirement", "S45")]
    public async Task A_store_that_throttles_fails_and_loses_answers_only_delays_it()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { FaultSeed = 11 });
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, await ErasingApp.SettingsAsync());
        var (staff, erasures) = (await site.ClientAsync("staff"), new Erasures(await site.ClientAsync("dpo")));
        var (person, bystander) = (await When_somebody_is_erased.RegisterAsync(staff), await When_somebody_is_erased.RegisterAsync(staff));
        var before = (await staff.GetAsync($"people/{bystander}")).Is(200).Body.ToJsonString();
        foreach (var kind in new[] { RequestKind.ReadItem, RequestKind.CreateItem, RequestKind.ReplaceItem, RequestKind.QueryItems, RequestKind.Batch })
        {
            foreach (var action in new[] { FaultAction.TooManyRequests, FaultAction.ServiceUnavailable, FaultAction.DropRequest, FaultAction.DropAnswer })
                cosmos.Account.Faults.Add(new FaultRule { Operation = kind, Action = action, Probability = 0.04 });
        }

        var erasure = await erasures.RequestAsync(person);
        await erasures.UntilAsync(erasure, "completed");
        cosmos.Account.Faults.Clear();
        await erasures.IsProvedAsync(site, erasure);
        Assert.Equal(before, (await staff.GetAsync($"people/{bystander}")).Is(200).Body.ToJsonString());
    }
}
