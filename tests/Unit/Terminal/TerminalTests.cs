using System.Net;
using System.Net.Sockets;
using Microsoft.Azure.Cosmos;
using Serverless.LocalCosmos;
using Serverless.Unit.Protocol;

namespace Serverless.Unit.Terminal;

public sealed class TerminalTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("localcosmos-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Help_names_every_option()
    {
        var (exitCode, output, _) = await Executable.RunAsync("--help");
        Assert.Equal(0, exitCode);
        foreach (var option in new[] { "--port", "--data", "--partitions", "--key", "--in-memory", "--sync", "8081" })
            Assert.Contains(option, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port must be a number from 0 to 65535", "--port", "70000")]
    [InlineData("--port", "--port", "x")]
    [InlineData("--partitions must be", "--partitions", "0")]
    [InlineData("key must be base64", "--key", "no-key!", "--in-memory")]
    [InlineData("full", "--sync", "sometimes")]
    [InlineData("exclude each other", "--in-memory", "--data", "x")]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("cannot be used", "--data", "/dev/null/x")]
    public async Task A_bad_option_is_one_line_and_exit_code_1(string named, params string[] arguments)
    {
        var (exitCode, output, error) = await Executable.RunAsync(arguments);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("localcosmos: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_busy_port_is_one_line_and_exit_code_1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (exitCode, _, error) = await Executable.RunAsync("--in-memory", "--port", $"{port}");
        Assert.Equal(1, exitCode);
        Assert.Contains("in use", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_directory_in_use_is_one_line_and_exit_code_1()
    {
        await using var account = LocalCosmosAccount.Open(new LocalCosmosOptions { DataDirectory = _directory });
        var (exitCode, _, error) = await Executable.RunAsync("--data", _directory, "--port", "0");
        Assert.Equal(1, exitCode);
        Assert.Contains("in use by another process", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_serves_a_real_client_and_stops_cleanly_when_asked(string signal)
    {
        var (process, endpoint, connectionString) = await Executable.ServeAsync("--data", _directory, "--port", "0", "--partitions", "2", "--sync", "full");
        await using (process)
        {
            Assert.True(endpoint.IsLoopback);
            using var client = new CosmosClient(connectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
            Database database = await client.CreateDatabaseAsync("d");
            Container container = await database.CreateContainerAsync("c", "/id");
            await container.CreateItemAsync(new { id = "a" });
            Assert.Equal(2, (await container.GetFeedRangesAsync()).Count);
            await process.SignalAsync(signal);
            Assert.Equal(0, await process.ExitAsync());
        }

        Assert.Empty(Directory.GetFiles(_directory, "*-wal", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_crash_on_demand_loses_the_answer_and_not_the_write()
    {
        var (first, endpoint, connectionString) = await Executable.ServeAsync("--data", _directory, "--port", "0");
        await using (first)
        {
            using (var client = new CosmosClient(connectionString, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway }))
            {
                Database database = await client.CreateDatabaseAsync("d");
                await database.CreateContainerAsync("c", "/id");
            }

            using var http = new HttpClient();
            await http.SendAsync(new TestRequest("POST", "/_localcosmos/faults", """{"action":"Exit","operation":"CreateItem","skip":1}""").AsAdmin().ToMessage(endpoint));
            Assert.Equal(HttpStatusCode.Created, (await http.SendAsync(Create("a").ToMessage(endpoint))).StatusCode);
            await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(Create("b").ToMessage(endpoint)));
            Assert.NotEqual(0, await first.ExitAsync());
        }

        var (second, _, again) = await Executable.ServeAsync("--data", _directory, "--port", "0");
        await using (second)
        {
            using var client = new CosmosClient(again, new CosmosClientOptions { ConnectionMode = ConnectionMode.Gateway });
            var container = client.GetContainer("d", "c");
            foreach (var id in new[] { "a", "b" })
                Assert.Equal(HttpStatusCode.OK, (await container.ReadItemAsync<object>(id, new PartitionKey(id))).StatusCode);
        }
    }

    private static TestRequest Create(string id) => new TestRequest("POST", "/dbs/d/colls/c/docs", $$"""{"id":"{{id}}"}""")
        .Signed("docs", "dbs/d/colls/c").With("x-ms-documentdb-partitionkey", $"""["{id}"]""");
}
