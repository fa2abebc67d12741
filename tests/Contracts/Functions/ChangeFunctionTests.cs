using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Linq;
using Serverless.Contracts.Backends;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Functions;

/// <summary>What the documentation says of the trigger's settings and of failures, shown with an app that watches a container.</summary>
public sealed class ChangeFunctionTests : IAsyncLifetime
{
    private static readonly TimeSpan Before = TimeSpan.FromHours(1);

    private readonly ShiftedTime _time = new(-Before);
    private LocalCosmosServer? _server;
    private CosmosClient? _client;
    private Container? _notes;

    public async Task InitializeAsync()
    {
        _server = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { Time = _time });
        _client = new(_server.ConnectionString, Backend.NewOptions());
        Database database = await _client.CreateDatabaseAsync("app");
        _notes = await database.CreateContainerAsync("notes", "/id");
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Fact]
    public async Task Changes_from_the_beginning_and_later_ones_reach_the_function_and_are_not_repeated_after_a_restart()
    {
        await WriteAsync("a", "b");
        using var folder = Folder("Watch");
        using (var first = await AppProcess.StartAsync(folder))
        {
            await first.JournalAsync("Watch", entries => entries is ["a", "b"]);
            await WriteAsync("c");
            await first.JournalAsync("Watch", entries => entries is ["a", "b", "c"]);
            await first.StopAsync();
        }
        await WriteAsync("d");
        using var second = await AppProcess.StartAsync(folder);
        await second.JournalAsync("Watch", entries => entries is ["d"]);
    }

    [Fact]
    public async Task Without_a_start_only_later_changes_come_and_the_lease_container_is_created()
    {
        await WriteAsync("a");
        _time.Advance(Before);
        using var folder = Folder("WatchFromNow");
        using var app = await AppProcess.StartAsync(folder);
        var leases = _client!.GetContainer("app", "leases");
        await Running.Deadline.UntilAsync("the lease is there", async () =>
            await leases.GetItemLinqQueryable<Lease>(allowSynchronousQueryExecution: true).CountAsync() is { Resource: > 0 });
        await Running.Deadline.UntilAsync("a later change has come", async () =>
        {
            await _notes!.UpsertItemAsync(new { id = "later", n = 1 });
            return (await app.JournalAsync("WatchFromNow")).Length > 0;
        });
        Assert.All(await app.JournalAsync("WatchFromNow"), entry => Assert.Equal("later", entry));
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_the_function_wants()
    {
        await WriteAsync("a", "b", "c", "d", "e");
        using var folder = Folder("WatchInTwos");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchInTwos", entries => entries is ["a,b", "c,d", "e"]);
    }

    [Fact]
    public async Task Without_a_retry_attribute_a_failed_batch_is_passed_over()
    {
        await WriteAsync("poison");
        using var folder = Folder("Watch");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("Watch", entries => entries is ["poison"]);
        await WriteAsync("after");
        await app.JournalAsync("Watch", entries => entries is ["poison", "after"]);
    }

    [Fact]
    public async Task A_failed_batch_is_retried_as_often_as_the_attribute_says_and_then_passed_over()
    {
        await WriteAsync("poison");
        using var folder = Folder("WatchAgain");
        using var app = await AppProcess.StartAsync(folder);
        await app.JournalAsync("WatchAgain", entries => entries is ["poison", "poison", "poison"]);
        await WriteAsync("after");
        await app.JournalAsync("WatchAgain", entries => entries is ["poison", "poison", "poison", "after"]);
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_retries_leaves_the_batch_for_the_next_start()
    {
        await WriteAsync("poison");
        using var folder = Folder("WatchForEver");
        using (var first = await AppProcess.StartAsync(folder))
        {
            await first.JournalAsync("WatchForEver", entries => entries.Length >= 3);
            await first.StopAsync();
        }
        using var second = await AppProcess.StartAsync(folder);
        await second.JournalAsync("WatchForEver", entries => entries.Length >= 1);
    }

    [Fact]
    public async Task A_container_that_is_not_there_is_named_when_the_host_starts()
    {
        using var folder = Folder("Watch");
        folder.Values["Database"] = "missing";
        folder.Save();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AppProcess.StartAsync(folder));
        Assert.Contains("The function 'Watch' cannot watch missing/notes with leases in missing/leases: 404 NotFound", failure.Message, StringComparison.Ordinal);
    }

    private AppFolder Folder(string function)
    {
        var folder = new AppFolder(function);
        folder.Values["Database"] = "app";
        folder.Values["Cosmos"] = _server!.ConnectionString;
        folder.Save();
        return folder;
    }

    private async Task WriteAsync(params string[] ids)
    {
        foreach (var id in ids)
            await _notes!.CreateItemAsync(new { id, n = 1 });
    }

    private sealed record Lease(string Id);
}
