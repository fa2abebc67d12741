using Serverless.Acceptance.Privacy;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Lifecycle;

/// <summary>Back where they were, or erased: both go on after a kill, and nothing is in both places or in none.</summary>
[Trait("Requirement", "S54")]
[Trait("Requirement", "S95")]
public sealed class When_the_app_is_killed_while_archived_records_leave
{
    /// <summary>What is stored in turn, each with nobody left to be told of it.</summary>
    private static readonly (RequestKind Kind, string Container)[] Returning = [(RequestKind.Batch, "attendance"), (RequestKind.ReplaceItem, "attendance"), (RequestKind.ReplaceItem, "archives"), (RequestKind.DeleteItem, "archives")];

    private static readonly (RequestKind Kind, string Container)[] Erasing = [(RequestKind.ReplaceItem, "enrolments"), (RequestKind.DeleteItem, "archives"), (RequestKind.Batch, "submissions")];

    [Fact]
    [Trait("Requirement", "S6")]
    public async Task They_come_back_or_are_erased_all_the_same()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var settings = (await ErasingApp.SettingsAsync()).Concat(ArchiveDesk.Settings).ToDictionary(StringComparer.Ordinal);
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, settings);
        var campus = await Campus.OpenAsync(site);
        var life = await new Life(campus, new Planting(ArchivedSite.Word)).LiveAsync();
        var (desk, erasures) = (new ArchiveDesk(await site.ClientAsync("operator")), new Erasures(await site.ClientAsync("dpo")));
        var before = (await campus.Staff.GetAsync($"{life.Address}/attendance")).Is(200).Body["items"]!.AsArray().Count;
        await desk.ArchiveAsync("enrolments", "attendance", "submissions");

        var rehydration = await KillAsync(Returning, async () => (await desk.AskAsync("attendance", life.PersonId)).Is(202).Id);
        Assert.Equal(before, (int)(await desk.UntilBackAsync(rehydration))["done"]!);
        var back = (await campus.Staff.GetAsync($"{life.Address}/attendance")).Is(200).Body["items"]!.AsArray();
        Assert.Equal(before, back.Count);
        Assert.All(back, item => Assert.Null(item!["archivedAt"]));

        var erasure = await KillAsync(Erasing, () => erasures.RequestAsync($"{life.PersonId}"));
        await erasures.UntilAsync(erasure, "completed");
        await erasures.IsProvedAsync(site, erasure);
        Assert.Equal(1 + Returning.Length + Erasing.Length, site.Starts);

        async Task<string> KillAsync((RequestKind Kind, string Container)[] writes, Func<Task<string>> start)
        {
            var rule = Withhold(writes[0]);
            var started = await start();
            for (var write = 0; write < writes.Length; write++)
            {
                await Deadline.UntilAsync($"{writes[write]}", () => cosmos.Account.Faults.List().Single().Applied > 0);
                await site.KillAppAsync();
                cosmos.Account.Faults.Remove(rule);
                if (write + 1 < writes.Length) rule = Withhold(writes[write + 1]);
                await site.StartAppAsync();
            }

            return started;
        }

        int Withhold((RequestKind Kind, string Container) write) => cosmos.Account.Faults.Add(new FaultRule
        {
            Action = FaultAction.DelayAnswer,
            Operation = write.Kind,
            Container = write.Container,
            Count = 1,
            Delay = TimeSpan.FromHours(1),
        });
    }
}
