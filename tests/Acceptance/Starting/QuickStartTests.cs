using System.Text.RegularExpressions;

namespace Serverless.Acceptance.Starting;

/// <summary>What a stranger reads first works as it stands there.</summary>
public sealed partial class QuickStartTests
{
    /// <summary>A reader sees an answer that is an error; here it ends the lines with what was answered.</summary>
    private const string Strictly =
        """
        set -euo pipefail
        curl() { command curl --fail-with-body "$@" || { echo "failed: curl $*" >&2; exit 1; }; }

        """;

    [Fact]
    public async Task The_lines_of_the_README_work_on_what_the_run_starts()
    {
        var blocks = BlocksOf(await File.ReadAllTextAsync(Repository.In("README.md")), "## Start");
        Assert.Equal("./run", Assert.Single(Lines(blocks[0])).Split(' ')[0]);
        var lines = blocks[1];
        Assert.Contains("${APP:-http://127.0.0.1:7071}", lines, StringComparison.Ordinal);

        using var folder = new RunFolder();
        await using var run = await LocalHostProcess.StartAsync(folder, blobs: RunFolder.HasAzurite);
        var address = new Dictionary<string, string>(StringComparer.Ordinal) { ["APP"] = $"{run.App}".TrimEnd('/') };
        var reader = await Command.RunAsync("bash", ["-c", Strictly + lines], environment: address);
        Assert.True(reader.ExitCode == 0, $"{reader.Error}{reader.Output}\nThe run: {run.Output}");
        Assert.Contains("I want to change trades.", reader.Error, StringComparison.Ordinal);
        Assert.Contains("\"draft\":1", Lines(reader.Output)[^1], StringComparison.Ordinal);

        var again = await Command.RunAsync("bash", ["-c", Strictly + lines], environment: address);
        // All but the read model, which says how old its answer is.
        Assert.Equal((reader.ExitCode, reader.Error), (again.ExitCode, again.Error));
        Assert.Equal(Lines(reader.Output)[..^1], Lines(again.Output)[..^1]);
    }

    [Fact]
    public async Task The_request_that_the_run_prints_can_be_made()
    {
        using var folder = new RunFolder();
        await using var run = await LocalHostProcess.StartAsync(folder);
        var lines = run.Output.Split('\n').Select(line => line.Trim())
            .Where(line => line.StartsWith("TOKEN=", StringComparison.Ordinal) || line.StartsWith("curl ", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);

        var reader = await Command.RunAsync("bash", ["-c", Strictly + string.Join('\n', lines)]);

        Assert.True(reader.ExitCode == 0, $"{reader.Error}{reader.Output}\nThe run: {run.Output}");
    }

    private static string[] Lines(string output) => output.TrimEnd().Split('\n');

    private static List<string> BlocksOf(string text, string heading)
    {
        var start = text.IndexOf(heading + "\n", StringComparison.Ordinal) + heading.Length;
        Assert.True(start > heading.Length, $"There is no '{heading}'.");
        var end = text.IndexOf("\n## ", start, StringComparison.Ordinal);
        return [.. Blocks().Matches(text[start..end]).Select(match => match.Groups["lines"].Value)];
    }

    [GeneratedRegex("^```bash\n(?<lines>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();
}
