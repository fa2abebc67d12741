using System.Net;
using System.Net.Sockets;

namespace Serverless.Acceptance.Starting;

/// <summary>What keeps a run from starting is said in one line with what to do, and nothing is left behind.</summary>
public sealed class RefusalTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--port")]
    [InlineData("--cosmos-port")]
    public async Task A_port_in_use_is_named_with_who_has_it_and_the_option_that_changes_it(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var line = (await Command.RunLocalHostAsync(_folder, [.. Free(option), option, $"{port}"])).Refusal();

        Assert.StartsWith($"run: Port {port}, meant for ", line, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}", line, StringComparison.Ordinal);
        Assert.EndsWith($"choose another with {option} PORT, or a free one with {option} 0.", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_port_for_two_is_refused()
    {
        var line = (await Command.RunLocalHostAsync(_folder, "--port", "21789", "--cosmos-port", "21789")).Refusal();
        Assert.Contains("both given port 21789", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_on_the_same_data_names_the_first()
    {
        await using var first = await LocalHostProcess.StartAsync(_folder);
        var line = (await Command.RunLocalHostAsync(_folder, "--port", "0", "--cosmos-port", "0")).Refusal();
        Assert.Contains($"in use by another run (process {first.Id})", line, StringComparison.Ordinal);
        Assert.Contains("--data DIR", line, StringComparison.Ordinal);
        Assert.Contains("healthy", await first.GetAsync("/api/health"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("local.settings.json", "{ \"Values\": { \"A\": ", "local.settings.json is not valid JSON")]
    [InlineData("local.settings.json", "{ \"Value\": {} }", "local.settings.json: 'Value' is no known setting")]
    [InlineData("host.json", "{ \"version\": \"1.0\" }", "host.json: 'version' must be \"2.0\"")]
    [InlineData("host.json", "[", "host.json is not valid JSON")]
    [InlineData("servicebus.json", "{}", "servicebus.json: ")]
    public async Task A_broken_file_is_named_with_what_is_wrong(string file, string text, string problem)
    {
        _folder.Write(file, text);
        var line = (await Command.RunLocalHostAsync(_folder)).Refusal();
        Assert.StartsWith($"run: {problem}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_something_else_is_not_taken_for_data()
    {
        using var home = new TemporaryFolder();
        var file = Path.Combine(home.Path, "functions", "precious.cs");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, "//");

        var line = (await Command.RunLocalHostAsync(_folder, "--fresh", "--data", home.Path)).Refusal();

        Assert.Contains("holds files of something else", line, StringComparison.Ordinal);
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("cannot be kept", "--data", "/dev/null/x")]
    [InlineData("--port must be a number from 0 to 65535", "--port", "70000")]
    [InlineData("--nonsense", "--nonsense")]
    public async Task A_bad_option_is_named(string named, params string[] options)
    {
        var line = (await Command.RunLocalHostAsync(_folder, options)).Refusal();
        Assert.StartsWith("run: ", line, StringComparison.Ordinal);
        Assert.Contains(named, line, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Free(string taken) =>
        new[] { "--port", "--cosmos-port" }.Where(option => option != taken).SelectMany(option => new[] { option, "0" });
}
