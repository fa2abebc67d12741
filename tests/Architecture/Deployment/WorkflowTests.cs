using System.Text.RegularExpressions;

namespace Serverless.Architecture.Deployment;

/// <summary>What builds and deploys the app runs nothing that somebody else can exchange, and keeps no secret.</summary>
[Trait("Requirement", "S136")]
public sealed partial class WorkflowTests
{
    private static readonly List<string> Files = [.. Directory.GetFiles(Path.Combine(Repository.Root, ".github/workflows"), "*.yml")];

    [Fact]
    public void Actions_are_pinned_to_a_commit()
    {
        var used = Files.SelectMany(File.ReadLines).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();
        Assert.True(used.Count > 5);
        Assert.All(used, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void Workflows_say_what_they_may_do_and_know_no_secret()
    {
        Assert.All(Files.Select(File.ReadAllText), text =>
        {
            Assert.Contains("\npermissions:\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        });
    }

    /// <summary>A deployment says what it changes before it does.</summary>
    [Fact]
    [Trait("Requirement", "S91")]
    public void What_a_deployment_changes_is_shown_before()
    {
        var deploy = File.ReadAllText(Files.Single(file => file.EndsWith("/deploy.yml", StringComparison.Ordinal)));
        Assert.InRange(deploy.IndexOf("what-if", StringComparison.Ordinal), 1, deploy.IndexOf("azd up", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pinned();
}
