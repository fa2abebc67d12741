using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

/// <summary>What becomes of orchestrations when their process ends.</summary>
public sealed class DurableRestartTests
{
    [Fact]
    public async Task Orchestrations_go_on_where_they_were_after_a_kill()
    {
        using var folder = new AppFolder(DurableApp.Functions);
        folder.Values["Hold"] = "true";
        folder.Save();
        JsonObject held, approval, done;
        using (var first = await AppProcess.StartAsync(folder))
        {
            done = await first.Http.StartAsync("Sequence", 4, "done");
            await first.Http.EndAsync(done);
            approval = await first.Http.StartAsync("Approval", 3_600_000, "approval");
            await first.Http.UntilAsync(approval, "customStatus", "waiting");
            held = await first.Http.StartAsync("Held", null, "held");
            await first.JournalAsync("Hold", entries => entries.Length == 1);
            await first.KillAsync();
        }

        folder.Values["Hold"] = "false";
        folder.Save();
        using var second = await AppProcess.StartAsync(folder);
        Move(second, held, approval, done);
        Assert.Equal(11 + 101 + 7, (int)(await second.Http.EndAsync(held))["output"]!);
        Assert.Equal("waiting", (string?)(await second.Http.StatusAsync(approval))["customStatus"]);
        await second.Http.PostAsync(approval, "sendEventPostUri", "yes");
        Assert.Equal("yes", (string?)(await second.Http.EndAsync(approval))["output"]);
        Assert.Equal(10, (int)(await second.Http.StatusAsync(done))["output"]!);
        Assert.DoesNotContain("done", await second.JournalAsync("Add"));
        await second.StopAsync();
    }

    [Fact]
    public async Task A_timer_that_came_due_while_the_process_was_down_fires_at_the_start()
    {
        using var folder = new AppFolder(DurableApp.Functions);
        JsonObject approval;
        using (var first = await AppProcess.StartAsync(folder))
        {
            approval = await first.Http.StartAsync("Approval", 500, "approval");
            await first.Http.UntilAsync(approval, "customStatus", "waiting");
            await first.KillAsync();
        }
        using var second = await AppProcess.StartAsync(folder);
        Move(second, approval);
        Assert.Equal("late", (string?)(await second.Http.EndAsync(approval))["output"]);
    }

    [Fact]
    public async Task A_running_activity_finishes_when_the_host_stops_and_its_result_is_kept()
    {
        using var folder = new AppFolder([.. DurableApp.Functions, "Patient", "WaitForStop"]);
        JsonObject patient;
        using (var first = await AppProcess.StartAsync(folder))
        {
            patient = await first.Http.StartAsync("Patient", null, "patient");
            await first.JournalAsync("WaitForStop", entries => entries.Length == 1);
            await first.StopAsync();
        }
        using var second = await AppProcess.StartAsync(folder);
        Move(second, patient);
        Assert.Equal("finished", (string?)(await second.Http.EndAsync(patient))["output"]);
        Assert.Empty(await second.JournalAsync("WaitForStop"));
    }

    [Fact]
    public async Task An_activity_that_the_end_of_the_host_cuts_short_runs_again_at_the_next_start()
    {
        using var folder = new AppFolder(DurableApp.Functions);
        folder.Values["Hold"] = "true";
        folder.Values["shutdownTimeoutSeconds"] = "1";
        folder.Save();
        JsonObject held;
        using (var first = await AppProcess.StartAsync(folder))
        {
            held = await first.Http.StartAsync("Held", null, "held");
            await first.JournalAsync("Hold", entries => entries.Length == 1);
            await first.TerminateAsync();
            await first.EndAsync();
        }

        folder.Values["Hold"] = "false";
        folder.Save();
        using var second = await AppProcess.StartAsync(folder);
        Move(second, held);
        Assert.Equal("Completed", (string?)(await second.Http.EndAsync(held))["runtimeStatus"]);
    }

    [Fact]
    public async Task Whoever_waits_for_an_instance_gets_its_links_when_the_host_stops()
    {
        using var folder = new AppFolder(DurableApp.Functions);
        using var app = await AppProcess.StartAsync(folder);
        var waiting = app.Http.PostAsJsonAsync("api/run/Approval", 3_600_000);
        var listed = new Uri($"runtime/webhooks/durabletask/instances?runtimeStatus=Running&code={DurableApp.SystemKey(folder)}", UriKind.Relative);
        await Deadline.UntilAsync("the instance runs", async () => (await app.Http.GetFromJsonAsync<JsonArray>(listed))!.Count == 1);

        await app.TerminateAsync();
        using var answer = await waiting;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(0, await app.EndAsync());
    }

    [Fact]
    public async Task Two_hosts_do_not_share_a_task_hub()
    {
        using var folder = new AppFolder(DurableApp.Functions);
        using var first = await AppProcess.StartAsync(folder);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AppProcess.StartAsync(folder));
        Assert.Contains("Another host runs the task hub 'TestHubName'", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Each start listens on another port.</summary>
    private static void Move(AppProcess app, params JsonObject[] links)
    {
        var here = app.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        foreach (var link in links)
        {
            foreach (var (name, address) in link.ToArray())
            {
                if (Uri.TryCreate((string)address!, UriKind.Absolute, out var old))
                    link[name] = ((string)address!).Replace(old.GetLeftPart(UriPartial.Authority), here, StringComparison.Ordinal);
            }
        }
    }
}
