using Serverless.Acceptance.Writing;
using Serverless.Demo;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Playing;

/// <summary>The store throttles, fails and loses answers all the while, and the app is killed five times: what comes of the programme is the same.</summary>
public sealed class When_the_demo_meets_faults
{
    private const int Kills = 5;

    private static readonly RequestKind[] Kinds =
    [
        RequestKind.Batch, RequestKind.CreateItem, RequestKind.ReadItem, RequestKind.ReplaceItem, RequestKind.UpsertItem, RequestKind.QueryItems, RequestKind.ReadChangeFeed,
    ];

    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S60")]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    [Trait("Requirement", "S135")]
    public async Task The_dashboard_says_what_the_script_does_all_the_same()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { FaultSeed = 5 });
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        foreach (var kind in Kinds)
        {
            Add(kind, FaultAction.TooManyRequests, 0.03);
            Add(kind, FaultAction.ServiceUnavailable, 0.01);
            Add(kind, FaultAction.DropRequest, 0.01);
            Add(kind, FaultAction.DropAnswer, 0.03);
        }

        var script = Script.Of(seed: 4, learners: 20);
        var watcher = new Watcher();
        using var performance = new Performance(script, async stop => (await site.App.WaitAsync(stop)).Http.BaseAddress!, new PlayOptions(TimeProvider.System));
        var playing = performance.PlayAsync(watcher, CancellationToken.None);
        for (var kill = 1; kill <= Kills; kill++)
        {
            if (await Task.WhenAny(watcher.ReachAsync(kill * script.Steps / (Kills + 1)), playing) == playing) break;
            await site.KillAppAsync();
            await site.StartAppAsync();
        }

        var venue = await playing;

        Assert.Equal(Kills + 1, site.Starts);
        Assert.True(performance.Repetitions > 0, "No request had to be repeated.");
        Assert.All(cosmos.Account.Faults.List().GroupBy(fault => fault.Rule.Action), action => Assert.True(action.Sum(fault => fault.Applied) > 0));
        cosmos.Account.Faults.Clear();
        Watcher.ExpectSame(await performance.CompareAsync(venue, CancellationToken.None));

        void Add(RequestKind kind, FaultAction action, double probability) =>
            cosmos.Account.Faults.Add(new FaultRule { Operation = kind, Action = action, Probability = probability });
    }
}
