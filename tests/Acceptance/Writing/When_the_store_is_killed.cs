using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Writing;

public sealed class When_the_store_is_killed
{
    private const int Kills = 2;

    [Fact]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S86")]
    [Trait("Requirement", "S95")]
    public async Task Nothing_that_was_acknowledged_is_lost()
    {
        await using var cosmos = new CosmosProcess();
        await cosmos.StartAsync();
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var crowd = new Crowd(staff);
        var running = crowd.RunAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var answers = kill * Crowd.Requests / (Kills + 1);
            await Deadline.UntilAsync("enough is answered", () => staff.Answers >= answers || running.IsFaulted);
            await cosmos.KillAsync();
            await cosmos.StartAsync();
        }

        await running;

        await using var ledger = new Ledger(cosmos.ConnectionString, site.Keys);
        await crowd.VerifyAsync(ledger);
    }
}
