using System.Text.RegularExpressions;

namespace Serverless.Acceptance.Starting;

/// <summary>The scripts around LocalHost, on a machine that lacks something.</summary>
public sealed partial class ScriptTests : IDisposable
{
    private readonly TemporaryFolder _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public Task The_help_of_the_script_names_every_option_of_LocalHost() => NamesEveryOptionAsync(LocalHostProcess.Executable, "--help");

    [Fact]
    public Task The_help_of_the_script_names_every_option_of_the_demo() =>
        NamesEveryOptionAsync(Path.Combine(AppContext.BaseDirectory, "Serverless.Demo.dll"), "demo", "--help");

    private static async Task NamesEveryOptionAsync(string executable, params string[] asked)
    {
        var script = await Command.RunAsync(Repository.In("run"), asked);
        var program = await Command.RunAsync("dotnet", [executable, "--help"]);
        Assert.Equal((0, 0), (script.ExitCode, program.ExitCode));

        var options = Options().Matches(program.Output).Select(match => match.Value).Where(option => option is not "--help" and not "--version").ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(options);
        Assert.All(options, option => Assert.Contains(option, script.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_dotnet_the_script_says_what_to_install()
    {
        var run = await RunWithAsync([Repository.In("run")], "dirname");
        Assert.Equal("run: 'dotnet' is not on the PATH: install the .NET 10 SDK (https://dot.net/download).", run.Refusal());
    }

    [Fact]
    public async Task An_SDK_that_cannot_build_it_is_said_in_one_line()
    {
        // A copy, because the repository has been built.
        using var copy = new TemporaryFolder();
        File.Copy(Repository.In("run"), Path.Combine(copy.Path, "run"));
        await ProvideAsync("dotnet", "exit 1");
        var run = await RunWithAsync([Path.Combine(copy.Path, "run")], "dirname");
        Assert.StartsWith("run: the .NET 10 SDK is missing", run.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Node_nobody_waits_for_a_build_to_hear_of_it()
    {
        using var copy = new TemporaryFolder();
        const string Installation = "infra/LocalHost/azurite/install";
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy.Path, Installation))!);
        foreach (var script in new[] { "run", Installation })
            File.Copy(Repository.In(script), Path.Combine(copy.Path, script));
        await ProvideAsync("dotnet", "[[ $1 == --version ]]");
        var run = await RunWithAsync([Path.Combine(copy.Path, "run")], "dirname", "env", "bash", "grep");
        Assert.StartsWith("azurite: Azurite needs Node.js, and 'node' is not on the PATH", run.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node")]
    [InlineData("npm", "node")]
    public async Task Without_Node_the_installation_of_Azurite_says_what_to_install(string missing, params string[] present)
    {
        foreach (var tool in present)
            await ProvideAsync(tool, "exit 0");
        var install = await RunWithAsync([Repository.In("infra", "LocalHost", "azurite", "install"), Path.Combine(_tools.Path, "azurite")], "dirname");
        var line = install.Refusal();
        Assert.StartsWith($"azurite: Azurite needs Node.js, and '{missing}' is not on the PATH", line, StringComparison.Ordinal);
        Assert.Contains("'Blobs'", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_installation_that_fails_leaves_nothing_that_could_pass_for_one()
    {
        await ProvideAsync("node", "exit 0");
        await ProvideAsync("npm", "echo no network >&2; mkdir node_modules; exit 1");
        var target = Path.Combine(_tools.Path, "azurite");

        var install = await RunWithAsync([Repository.In("infra", "LocalHost", "azurite", "install"), target], "dirname", "cmp", "mkdir", "mktemp", "cp", "rm", "mv");

        Assert.Equal(1, install.ExitCode);
        Assert.Contains("azurite: npm could not install Azurite", install.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_tools.Path, "azurite*"));
    }

    [Fact]
    public void The_lock_file_pins_Azurite_and_names_no_registry()
    {
        var locked = File.ReadAllText(Repository.In("infra", "LocalHost", "azurite", "package-lock.json"));
        Assert.Contains("\"azurite\": \"3.37.0\"", locked, StringComparison.Ordinal);
        Assert.DoesNotContain("\"resolved\"", locked, StringComparison.Ordinal);
    }

    /// <summary>Bash with nothing on its path but these tools and what the test has provided.</summary>
    private Task<Command> RunWithAsync(string[] command, params string[] tools)
    {
        foreach (var tool in tools)
            File.CreateSymbolicLink(Path.Combine(_tools.Path, tool), Path.Combine("/usr/bin", tool));
        return Command.RunAsync("/bin/bash", command, environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = _tools.Path });
    }

    private async Task ProvideAsync(string tool, string does)
    {
        var path = Path.Combine(_tools.Path, tool);
        await File.WriteAllTextAsync(path, $"#!/bin/bash\n{does}\n");
        await Command.RunAsync("chmod", ["+x", path]);
    }

    [GeneratedRegex("--[a-z][a-z-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Options();
}
