using Microsoft.Azure.Cosmos;

namespace Serverless.Acceptance.Starting;

/// <summary>What a run starts, says and keeps.</summary>
public sealed class StartTests : IDisposable
{
    private const string WellKnownKey = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task When_it_says_that_all_answer_all_do()
    {
        await using var run = await LocalHostProcess.StartAsync(_folder, blobs: RunFolder.HasAzurite);
        Assert.Contains("healthy", await run.GetAsync("/api/health"), StringComparison.Ordinal);
        using var http = new HttpClient();
        Assert.True((await http.GetAsync(new Uri(run.Cosmos, "/_localcosmos/status"))).IsSuccessStatusCode);
        if (RunFolder.HasAzurite)
            Assert.StartsWith("Azurite", (await http.GetAsync(run.Blobs)).Headers.Server.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_survives_a_restart_and_no_fresh_one()
    {
        await using (var first = await LocalHostProcess.StartAsync(_folder))
        {
            using var client = ClientOf(first);
            await client.CreateDatabaseAsync("kept");
            await first.TerminateAsync();
            Assert.Equal(0, await first.EndAsync());
        }

        await using (var second = await LocalHostProcess.StartAsync(_folder))
        {
            using var client = ClientOf(second);
            await client.GetDatabase("kept").ReadAsync();
        }

        _folder.Write(".local/mine.txt", "not of a run");
        await using var fresh = await LocalHostProcess.StartAsync(_folder, options: "--fresh");
        using var afresh = ClientOf(fresh);
        var missing = await Assert.ThrowsAsync<CosmosException>(() => afresh.GetDatabase("kept").ReadAsync());
        Assert.Equal(System.Net.HttpStatusCode.NotFound, missing.StatusCode);
        Assert.True(File.Exists(_folder.In(".local", "mine.txt")), "Only what belongs to runs is deleted.");
    }

    [Fact]
    public async Task What_the_app_keeps_lies_in_the_folder_of_the_data()
    {
        using var elsewhere = new TemporaryFolder();
        await using var run = await LocalHostProcess.StartAsync(_folder, options: ["--data", elsewhere.Path]);
        Assert.Contains(elsewhere.Path, run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(elsewhere.Path, "logs", "app.log")));
        Assert.True(Directory.Exists(Path.Combine(elsewhere.Path, "cosmos")));
        Assert.True(File.Exists(Path.Combine(elsewhere.Path, "functions", "keys.json")), "The app's host was told where to keep its files.");
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder.Data), entry => Path.GetFileName(entry) != "azurite");
    }

    [Fact]
    public async Task What_the_settings_give_is_not_started()
    {
        await using var first = await LocalHostProcess.StartAsync(_folder);
        using var other = new RunFolder();
        other.Write("local.settings.json", $$"""{ "Values": { "Cosmos": "AccountEndpoint={{first.Cosmos}};AccountKey={{WellKnownKey}};" } }""");
        await using var second = await LocalHostProcess.StartAsync(other);
        Assert.Matches("Cosmos DB +as the settings say", second.Output);
        Assert.Single(ProcessTable.ChildrenOf(second.Id));
    }

    private static CosmosClient ClientOf(LocalHostProcess run) => new(
        $"AccountEndpoint={run.Cosmos};AccountKey={WellKnownKey};", new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
}
