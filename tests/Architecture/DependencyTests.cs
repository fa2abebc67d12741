using System.Text.RegularExpressions;

namespace Serverless.Architecture;

/// <summary>
/// Who may use whom. A rule is about source text (namespaces used), because folders of one project are bound by it too;
/// a rule that finds no file to look at fails, so that a moved folder cannot silence it.
/// </summary>
public sealed partial class DependencyTests
{
    /// <summary>Folder, and the namespaces of ours that it may use. Everything else of ours is forbidden to it.</summary>
    public static TheoryData<string, string[]> Allowed => new()
    {
        { "infra/Kernel", ["Kernel"] },
        { "infra/Cloud", ["Cloud", "Kernel"] },
        { "infra/Cloud/Identity", ["Cloud.Identity", "Cloud.Http", "Cloud.Settings", "Kernel"] },
        { "infra/Cloud/Http/OpenApi", ["Cloud.Http", "Cloud.Identity", "Kernel"] },
        { "functions", ["Functions", "Cloud", "Kernel"] },
        { "functions/Seams", ["Functions.Seams", "Cloud", "Kernel"] },
        { "infra/LocalHost", ["LocalHost", "LocalCosmos", "LocalRuntime"] },
        { "functions/Projections", ["Functions.Projections", "Functions.Domains", "Functions.Seams", "Cloud", "Kernel"] },
        { "functions/Orchestrations", ["Functions.Orchestrations", "Functions.Seams", "Cloud", "Kernel"] },
        { "infra/LocalCosmos", ["LocalCosmos"] },
        { "infra/LocalRuntime", ["LocalRuntime"] },
        { "tests/SampleApp", ["SampleApp"] },
        // A client, which knows what the API says and nothing else.
        { "tests/Demo", ["Demo", "LocalHost"] },
        { "infra/LocalRuntime/Functions/Authentication", ["LocalRuntime.Functions.Authentication", "LocalRuntime.Functions.Joining"] },
        { "infra/LocalRuntime/Storage", ["LocalRuntime.Storage"] },
        { "infra/LocalRuntime/DurableTask", ["LocalRuntime.DurableTask", "LocalRuntime.Storage"] },
        { "infra/LocalRuntime/DurableTask/Store", ["LocalRuntime.DurableTask.Store", "LocalRuntime.Storage"] },
        { "infra/LocalRuntime/DurableTask/Replay", ["LocalRuntime.DurableTask.Replay", "LocalRuntime.DurableTask.Store"] },
        { "infra/LocalCosmos/Sql", ["LocalCosmos.Sql"] },
        { "infra/LocalCosmos/Storage", ["LocalCosmos.Storage"] },
        { "infra/LocalCosmos/ChangeFeed", ["LocalCosmos.ChangeFeed", "LocalCosmos.Storage", "LocalCosmos.Engine"] },
        { "infra/LocalCosmos/Engine", ["LocalCosmos.Engine", "LocalCosmos.Sql", "LocalCosmos.Storage", "LocalCosmos.ChangeFeed"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_folder_uses_only_what_it_may(string folder, string[] allowed)
    {
        var files = Repository.Files(folder, "*.cs").ToList();
        Assert.NotEmpty(files);

        var offences =
            from file in files
            from Match use in OurNamespace().Matches(File.ReadAllText(file))
            let used = use.Groups["name"].Value
            where !allowed.Any(a => used == a || used.StartsWith(a + ".", StringComparison.Ordinal))
            select $"{Repository.Relative(file)} uses Serverless.{used}";
        Assert.Empty(offences);
    }

    [Fact]
    public void The_kernel_needs_no_package_and_no_project() =>
        Assert.DoesNotContain("Reference", File.ReadAllText(Path.Combine(Repository.Root, "infra/Kernel/Kernel.csproj")), StringComparison.Ordinal);

    [Fact]
    public void Every_project_of_ours_is_in_the_solution_and_under_a_known_folder()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "Serverless.sln")).Replace('\\', '/');
        var projects = Repository.Files(".", "*.csproj").Select(Repository.Relative).ToList();
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.Contains(project, solution, StringComparison.Ordinal));
        Assert.All(projects, project => Assert.Matches("^(functions|infra|tests)/", project));
    }

    [Fact]
    public void No_folder_is_empty_or_a_place_for_leftovers()
    {
        var folders = Repository.Folders().ToList();
        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(
            Directory.EnumerateFileSystemEntries(folder).Any(), $"{Repository.Relative(folder)} is empty"));
        Assert.All(folders, folder => Assert.DoesNotMatch(
            "^(Common|Shared|Helpers?|Utils?|Utilities|Managers?|Base|Misc)$", Path.GetFileName(folder)));
    }

    [GeneratedRegex(@"^\s*(?:global )?(?:using|using static|namespace)\s+Serverless\.(?<name>[A-Za-z.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurNamespace();
}
