using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Functions;

/// <summary>What the documentation says of each setting of the trigger.</summary>
public sealed class FeedSettingTests : IAsyncLifetime
{
    private WatchedAccount? _account;

    private WatchedAccount Account => _account!;

    public async Task InitializeAsync() => _account = await WatchedAccount.StartAsync();

    public async Task DisposeAsync() => await Account.DisposeAsync();

    [Fact]
    public async Task A_batch_is_no_larger_than_the_function_wants()
    {
        await Account.WriteAsync("a", "b", "c", "d", "e");
        using var folder = Account.Folder("WatchInTwos");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchInTwos", entries => entries is ["a,b", "c,d", "e"]);
    }

    [Fact]
    public async Task With_a_start_time_only_changes_since_then_come()
    {
        var start = DateTimeOffset.Parse("2024-01-31T00:00:00Z", CultureInfo.InvariantCulture);
        await using var account = await WatchedAccount.StartAsync(start.AddHours(-1) - TimeProvider.System.GetUtcNow());
        await account.WriteAsync("before");
        account.Time.Advance(TimeSpan.FromHours(2));
        await account.WriteAsync("since");
        using var folder = account.Folder("WatchSince");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchSince", entries => entries.Length > 0);
        await account.WriteAsync("later");
        await app.JournalAsync("WatchSince", entries => entries is ["since", "later"]);
    }

    [Fact]
    public async Task An_empty_feed_is_asked_again_only_after_the_poll_delay()
    {
        using var folder = Account.Folder("WatchSeldom");
        using (var seldom = await AppProcess.StartAsync(folder))
        {
            await Deadline.UntilAsync("the feed is read", () => Account.Server.Account.Requests[RequestKind.ReadChangeFeed] > 0);
            await Account.WriteAsync("a");

            using var other = Account.Folder("Watch");
            using var often = await AppProcess.StartAsync(other);
            await often.JournalAsync("Watch", entries => entries is ["a"]);
            await Account.WriteAsync("b");
            await often.JournalAsync("Watch", entries => entries is ["a", "b"]);
            // The first question may have been answered with what was written beside it.
            Assert.DoesNotContain("b", await seldom.JournalAsync("WatchSeldom"));
            await seldom.StopAsync();
        }
        using var again = await AppProcess.StartAsync(folder);
        await again.JournalAsync("WatchSeldom", entries => entries is [.., "b"]);
    }

    [Fact]
    public async Task Leases_may_be_in_another_account_database_and_container_with_a_prefix_of_their_own()
    {
        await using var other = await WatchedAccount.StartEmptyAsync();
        await Account.WriteAsync("a");
        using var folder = Account.Folder("WatchElsewhere");
        folder.Values["Leases"] = other.Server.ConnectionString;
        folder.Values["LeaseDatabase"] = "marks";
        folder.Values["Prefix"] = "elsewhere-";
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchElsewhere", entries => entries is ["a"]);

        var leases = other.Database("marks").GetContainer("positions");
        Assert.Equal(700, await leases.ReadThroughputAsync());
        Assert.All(await IdsAsync(leases), id => Assert.StartsWith("elsewhere-", id, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await Assert.ThrowsAsync<CosmosException>(() => Account.Leases.ReadContainerAsync())).StatusCode);
    }

    [Fact]
    public async Task The_prefix_of_host_json_is_that_of_functions_without_one()
    {
        await Account.CreateAsync("leases");
        await Account.WriteAsync("a");
        using var folder = Account.Folder("WatchWithLeases");
        folder.HostJson["extensions"] = JsonNode.Parse("""{ "cosmosDB": { "leaseOptions": { "leasePrefix": "all-" } } }""");
        folder.Save();
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchWithLeases", entries => entries is ["a"]);
        Assert.All(await IdsAsync(Account.Leases), id => Assert.StartsWith("all-", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_containers_a_function_is_named_the_others_run_and_it_starts_when_they_are_there()
    {
        await using var account = await WatchedAccount.StartEmptyAsync();
        using var folder = account.Folder("WatchWithLeases");
        using var app = await AppProcess.StartAsync(folder);
        Assert.Empty(await app.JournalAsync("WatchWithLeases"));
        await Deadline.UntilAsync("the failure is told", () => app.Output.Contains(
            "'WatchWithLeases' cannot watch app/notes with leases in app/leases: 404 NotFound", StringComparison.Ordinal));

        await account.CreateAsync("leases");
        await account.CreateAsync("notes");
        await account.WriteAsync("a");
        await app.JournalAsync("WatchWithLeases", entries => entries is ["a"]);
        await app.StopAsync();
    }

    private static async Task<List<string>> IdsAsync(Container leases)
    {
        var ids = new List<string>();
        using var pages = leases.GetItemQueryIterator<string>("SELECT VALUE c.id FROM c");
        while (pages.HasMoreResults)
            ids.AddRange(await pages.ReadNextAsync());
        Assert.NotEmpty(ids);
        return ids;
    }
}
