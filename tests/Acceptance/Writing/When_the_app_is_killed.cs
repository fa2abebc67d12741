using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Writing;

public sealed class When_the_app_is_killed
{
    private const int Kills = 2;

    [Fact]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S86")]
    [Trait("Requirement", "S95")]
    public async Task Every_request_still_has_one_effect()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var crowd = new Crowd(staff);
        var running = crowd.RunAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var answers = kill * Crowd.Requests / (Kills + 1);
            await Deadline.UntilAsync("enough is answered", () => staff.Answers >= answers || running.IsFaulted);
            await site.KillAppAsync();
            await site.StartAppAsync();
        }

        await running;

        Assert.True(staff.Repetitions > 0, "No request was cut off.");
        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        await crowd.VerifyAsync(ledger);
    }
}
