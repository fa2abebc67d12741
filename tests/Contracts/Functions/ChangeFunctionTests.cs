using Microsoft.Azure.Cosmos.Linq;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Functions;

/// <summary>What becomes of changes, and of batches that fail, shown with an app that watches a container.</summary>
public sealed class ChangeFunctionTests : IAsyncLifetime
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    private WatchedAccount? _account;

    private WatchedAccount Account => _account!;

    public async Task InitializeAsync() => _account = await WatchedAccount.StartAsync(-Before);

    public async Task DisposeAsync() => await Account.DisposeAsync();

    [Fact]
    public async Task Changes_from_the_beginning_and_later_ones_reach_the_function_and_are_not_repeated_after_a_restart()
    {
        await Account.WriteAsync("a", "b");
        using var folder = Account.Folder("Watch");
        using (var first = await AppProcess.StartAsync(folder))
        {
            await first.JournalAsync("Watch", entries => entries is ["a", "b"]);
            await Account.WriteAsync("c");
            await first.JournalAsync("Watch", entries => entries is ["a", "b", "c"]);
            await first.StopAsync();
        }
        await Account.WriteAsync("d");
        using var second = await AppProcess.StartAsync(folder);
        await second.JournalAsync("Watch", entries => entries is ["d"]);
    }

    [Fact]
    public async Task Without_a_start_only_later_changes_come_and_the_lease_container_is_created()
    {
        await Account.WriteAsync("a");
        Account.Time.Advance(Before);
        using var folder = Account.Folder("WatchFromNow");
        using var app = await AppProcess.StartAsync(folder);
        await Deadline.UntilAsync("the lease is there", async () =>
            await Account.Leases.GetItemLinqQueryable<Lease>(allowSynchronousQueryExecution: true).CountAsync() is { Resource: > 0 });
        await Deadline.UntilAsync("a later change has come", async () =>
        {
            await Account.Notes.UpsertItemAsync(new { id = "later", n = 1 });
            return (await app.JournalAsync("WatchFromNow")).Length > 0;
        });
        Assert.All(await app.JournalAsync("WatchFromNow"), entry => Assert.Equal("later", entry));
    }

    [Fact]
    public async Task Without_a_retry_attribute_a_failed_batch_is_passed_over()
    {
        await Account.WriteAsync("poison");
        using var folder = Account.Folder("Watch");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("Watch", entries => entries is ["poison"]);
        await Account.WriteAsync("after");
        await app.JournalAsync("Watch", entries => entries is ["poison", "after"]);
    }

    [Fact]
    public async Task A_failed_batch_is_retried_as_often_as_the_attribute_says_and_then_passed_over()
    {
        await Account.WriteAsync("poison");
        using var folder = Account.Folder("WatchAgain");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchAgain", entries => entries is ["poison", "poison", "poison"]);
        await Account.WriteAsync("after");
        await app.JournalAsync("WatchAgain", entries => entries is ["poison", "poison", "poison", "after"]);
    }

    [Fact]
    public async Task Retries_without_end_go_on_until_the_batch_succeeds_and_later_changes_wait_for_it()
    {
        await Account.WriteAsync("ill");
        await Account.WriteAsync("after");
        using var folder = Account.Folder("WatchUntilWell");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchUntilWell", entries => entries.Length >= 14);
        string[] expected = [.. Enumerable.Repeat("ill", 13), "after"];
        Assert.Equal(expected, await app.JournalAsync("WatchUntilWell"));
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_retries_leaves_the_batch_for_the_next_start()
    {
        await Account.WriteAsync("poison");
        using var folder = Account.Folder("WatchForEver");
        using (var first = await AppProcess.StartAsync(folder))
        {
            await first.JournalAsync("WatchForEver", entries => entries.Length >= 3);
            await first.StopAsync();
        }
        using var second = await AppProcess.StartAsync(folder);
        await second.JournalAsync("WatchForEver", entries => entries.Length >= 1);
    }

    [Fact]
    public async Task While_the_account_fails_the_log_says_so_and_no_change_is_lost()
    {
        using var folder = Account.Folder("WatchPromptly");
        using var app = await AppProcess.StartAsync(folder);
        var rule = new FaultRule { Action = FaultAction.ServiceUnavailable, Operation = RequestKind.ReadChangeFeed };
        var faults = Account.Server.Account.Faults;
        var failing = faults.Add(rule);
        await Account.WriteAsync("a");
        await Deadline.UntilAsync("the failure is told", () => app.Output.Contains("do not reach 'WatchPromptly' for now: 503", StringComparison.Ordinal));
        Assert.Empty(await app.JournalAsync("WatchPromptly"));
        faults.Remove(failing);
        await app.JournalAsync("WatchPromptly", entries => entries.Contains("a"));
    }

    private sealed record Lease(string Id);
}
