using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Durability;

/// <summary>What was acknowledged survives SIGKILL at any point.</summary>
public sealed class KillTests
{
    private const int Rounds = 15;
    private const int Seed = 20240131;

    [Fact(Timeout = 600_000)]
    public async Task Acknowledged_writes_survive_every_kill()
    {
        using var directory = new TemporaryDirectory();
        var random = new Random(Seed);
        var writers = Enumerable.Range(0, 4).Select(i => new Writer($"p{i}", Seed + i)).ToList();
        var lastNumber = 0L;
        var writes = 0;

        for (var round = 0; round < Rounds; round++)
        {
            using var server = await ServerProcess.StartAsync("--port", "0", "--data", directory.Path, "--partitions", "2");
            using var client = server.Connect();
            Database database = await client.CreateDatabaseIfNotExistsAsync("d");
            Container container = await database.CreateContainerIfNotExistsAsync("c", "/pk");

            lastNumber = await VerifyAsync(container, writers, lastNumber, $"seed {Seed}, after {round} kills");

            using var stop = new CancellationTokenSource();
            var running = writers.Select(writer => writer.RunAsync(container, stop.Token)).ToList();
            var target = writes + random.Next(5, 250);
            await Deadline.UntilAsync("the writers have written", () => writers.Sum(writer => writer.Writes) >= target);
            await server.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(running);
            writes = writers.Sum(writer => writer.Writes);
        }

        using var last = await ServerProcess.StartAsync("--port", "0", "--data", directory.Path);
        using var reader = last.Connect();
        await VerifyAsync(reader.GetContainer("d", "c"), writers, lastNumber, $"seed {Seed}, at the end");
        Assert.True(writes > Rounds, $"{writes} writes were acknowledged.");
    }

    private static async Task<long> VerifyAsync(Container container, List<Writer> writers, long lastNumber, string when)
    {
        var changes = await container.GetChangeFeedIterator<JsonObject>(
            ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion).DrainChangesAsync();
        var number = changes.Select(item => (long)item["_lsn"]!).DefaultIfEmpty(0).Max();
        Assert.True(number >= lastNumber, $"The sequence went back from {lastNumber} to {number}, {when}.");

        foreach (var writer in writers)
        {
            var stored = (await container.QueryAsync<Note>("SELECT * FROM c", writer.Key)).ToDictionary(note => note.Id, note => note.N);
            foreach (var (id, attempted) in writer.Attempted)
            {
                var acknowledged = writer.Acknowledged.GetValueOrDefault(id);
                var found = stored.GetValueOrDefault(id);
                Assert.True(
                    found >= acknowledged && found <= attempted,
                    $"{writer.Key}/{id} is {found}; {acknowledged} was acknowledged and {attempted} attempted, {when}.");
                // From here on this is what the store holds, whatever became of the last attempt.
                writer.Acknowledged[id] = found;
                writer.Attempted[id] = found;
            }

            var (left, right) = (stored.GetValueOrDefault("left"), stored.GetValueOrDefault("right"));
            Assert.True(left == right, $"{writer.Key} holds half a batch, {left} and {right}, {when}.");
            AssertFeed(writer, stored, changes, when);
        }
        return number;
    }

    /// <summary>The feed shows exactly what the store holds, each partition in the order of its writes.</summary>
    private static void AssertFeed(Writer writer, Dictionary<string, int> stored, List<JsonObject> changes, string when)
    {
        var feed = changes.Where(item => (string?)item["pk"] == writer.Key).ToList();
        var shown = feed.ToDictionary(item => (string)item["id"]!, item => (int)item["n"]!);
        Assert.True(shown.Count == stored.Count && shown.All(entry => stored[entry.Key] == entry.Value), $"The feed of {writer.Key} differs, {when}.");
        var values = feed.Select(item => (int)item["n"]!).ToList();
        Assert.True(values.Order().SequenceEqual(values), $"The feed of {writer.Key} is out of order, {when}.");
    }
}
