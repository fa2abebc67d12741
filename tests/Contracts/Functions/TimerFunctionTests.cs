namespace Serverless.Contracts.Functions;

public sealed class TimerFunctionTests
{
    [Fact]
    public async Task A_timer_runs_by_the_schedule_of_a_setting()
    {
        using var folder = new AppFolder("Tick");
        folder.Values["TickSchedule"] = "* * * * * *";
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("Tick", entries => entries.Length >= 2);
        Assert.All(await app.JournalAsync("Tick"), entry => Assert.Equal("past due: False", entry));
        await app.StopAsync();
    }

    [Fact]
    public async Task Run_on_startup_runs_at_every_start_and_retries_come_with_their_count()
    {
        using var folder = new AppFolder("AtStart", "Flaky");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("AtStart", entries => entries is ["past due: False, next in month 1"]);
        await app.JournalAsync("Flaky", entries => entries is ["0 of 3", "1 of 3", "2 of 3"]);
    }

    [Fact]
    public async Task Runs_missed_while_the_host_was_down_are_made_up_for_by_one()
    {
        using var folder = new AppFolder("Tick");
        folder.Values["TickSchedule"] = "0 0 3 * * *";
        folder.Save();
        using (var first = await AppProcess.StartAsync(folder))
            await first.KillAsync();

        // As if the host had been down for days: its next run is long past.
        var file = Path.Combine(folder.Path, ".local/functions/timers/Tick.json");
        var status = System.Text.Json.Nodes.JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        status["next"] = "2024-01-31T03:00:00Z";
        await File.WriteAllTextAsync(file, status.ToJsonString());

        using (var second = await AppProcess.StartAsync(folder))
        {
            await second.JournalAsync("Tick", entries => entries is ["past due: True"]);
            await second.StopAsync();
        }
        using var third = await AppProcess.StartAsync(folder);
        await third.StopAsync();
        Assert.DoesNotContain("Executing 'Tick'", third.Output, StringComparison.Ordinal);
    }
}
