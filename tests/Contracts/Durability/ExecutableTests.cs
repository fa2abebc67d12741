using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Backends;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Durability;

/// <summary>The executable from the outside: its options, its refusals, its end.</summary>
public sealed class ExecutableTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Help_names_every_option()
    {
        var (code, output, _) = await RunAsync("--help");
        Assert.Equal(0, code);
        foreach (var option in (string[])["--port", "--data", "--partitions", "--key", "--in-memory"])
            Assert.Contains(option, output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_busy_port_is_refused_by_its_number()
    {
        using var server = await ServerProcess.StartAsync("--port", "0", "--in-memory");
        var port = $"{server.Endpoint.Port}";
        var (code, _, errors) = await RunAsync("--port", port, "--in-memory");
        Assert.NotEqual(0, code);
        Assert.Contains(port, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_data_directory_that_is_a_file_is_refused_by_its_name()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var (code, _, errors) = await RunAsync("--port", "0", "--data", file);
        Assert.NotEqual(0, code);
        Assert.Contains(file, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline.OfATest)]
    [InlineData("--port", "x")]
    [InlineData("--port", "70000")]
    [InlineData("--partitions", "0")]
    [InlineData("--key", "short")]
    [InlineData("--unheard-of", "1")]
    public async Task An_option_that_makes_no_sense_is_refused_in_words(string option, string value)
    {
        var (code, _, errors) = await RunAsync("--in-memory", option, value);
        Assert.NotEqual(0, code);
        Assert.NotEmpty(errors);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory(Timeout = Deadline.OfATest)]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task It_stops_cleanly_when_it_is_asked_to(string signal)
    {
        using var server = await ServerProcess.StartAsync("--port", "0", "--data", _directory.Path);
        using (var client = server.Connect())
            await client.CreateDatabaseAsync("d");

        Assert.Equal(0, await server.StopAsync(signal));

        using var again = await ServerProcess.StartAsync("--port", "0", "--data", _directory.Path);
        using var reader = again.Connect();
        Assert.Equal("d", (await reader.GetDatabase("d").ReadAsync()).Resource.Id);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Its_own_key_and_partitions_are_used()
    {
        var key = Convert.ToBase64String(Enumerable.Repeat((byte)7, 64).ToArray());
        using var server = await ServerProcess.StartAsync("--port", "0", "--in-memory", "--key", key, "--partitions", "3");
        Assert.Contains(key, server.ConnectionString, StringComparison.Ordinal);
        using var client = server.Connect();
        Database database = await client.CreateDatabaseAsync("d");
        Container container = await database.CreateContainerAsync("c", "/pk");
        Assert.Equal(3, (await container.GetFeedRangesAsync()).Count);
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task A_crash_between_commit_and_answer_keeps_the_write()
    {
        using (var server = await ServerProcess.StartAsync("--port", "0", "--data", _directory.Path))
        {
            using var client = server.Connect();
            Database database = await client.CreateDatabaseAsync("d");
            Container container = await database.CreateContainerAsync("c", "/pk");
            using var http = new HttpClient { BaseAddress = server.Endpoint };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Serverless.LocalCosmos.LocalCosmosOptions.DefaultKey);
            using var added = await http.PostAsJsonAsync("/_localcosmos/faults", new { action = "Exit", operation = "CreateItem" });
            added.EnsureSuccessStatusCode();

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await Assert.ThrowsAnyAsync<Exception>(
                () => container.CreateItemAsync(new Note("a", "p", 7), cancellationToken: patience.Token).WaitAsync(patience.Token));
            await server.ExitedAsync();
        }

        using var again = await ServerProcess.StartAsync("--port", "0", "--data", _directory.Path);
        using var reader = again.Connect();
        Assert.Equal(7, (await reader.GetContainer("d", "c").ReadItemAsync<Note>("a", new PartitionKey("p"))).Resource.N);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(ServerProcess.Command(arguments))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await Deadline.WithinAsync("the executable ends", process.WaitForExitAsync());
        return (process.ExitCode, await output, await errors);
    }
}
