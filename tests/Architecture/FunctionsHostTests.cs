using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Serverless.Architecture;

/// <summary>The builds of one app: against LocalRuntime, against Microsoft's packages, against assemblies at hand. The sample app stands for all apps.</summary>
public sealed class FunctionsHostTests
{
    private const string App = "tests/SampleApp/SampleApp.csproj";

    /// <summary>The build tasks of the real packages, which have no surface that could be listed.</summary>
    private const string Tasks = "Microsoft.Azure.Functions.Worker.Sdk";

    /// <summary>Each listing begins with the package it was made of: "# NAME VERSION".</summary>
    private static readonly Dictionary<string, string> Listed = Repository.Files("tests/Architecture/Api", "*.txt")
        .Select(file => File.ReadLines(file).First().Split(' '))
        .ToDictionary(words => words[1], words => words[2], StringComparer.Ordinal);

    [Fact]
    public async Task By_default_the_app_refers_to_LocalRuntime_and_to_no_package_of_the_real_surface()
    {
        var items = await ItemsAsync();
        Assert.Contains("LocalRuntime.csproj", Assert.Single(items["ProjectReference"]), StringComparison.Ordinal);
        Assert.DoesNotContain(items["PackageReference"], IsOfHost);
    }

    [Fact]
    public async Task The_build_for_Azure_refers_to_the_packages_whose_surface_is_listed_and_not_to_LocalRuntime()
    {
        var items = await ItemsAsync("-p:FunctionsHost=azure");
        Assert.Empty(items["ProjectReference"]);
        Assert.NotEmpty(Listed);
        Assert.Equal(Listed.Keys.Append(Tasks).Order(StringComparer.Ordinal), items["PackageReference"].Where(IsOfHost).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_packages_have_the_versions_whose_surface_is_listed()
    {
        var answer = await BuildAsync(App, "-getItem:PackageVersion", "-p:FunctionsHost=azure");
        var versions = JsonNode.Parse(answer.Output)!["Items"]!["PackageVersion"]!.AsArray()
            .ToDictionary(item => (string)item!["Identity"]!, item => (string)item!["Version"]!, StringComparer.Ordinal);
        Assert.All(Listed, package => Assert.Equal(package.Value, versions[package.Key]));
    }

    /// <summary>It cannot be restored everywhere, so nothing else would say that a version is missing, or is there twice.</summary>
    [Theory]
    [InlineData("functions/Functions.csproj")]
    [InlineData("infra/Cloud/Cloud.csproj")]
    [InlineData("infra/Kernel/Kernel.csproj")]
    public async Task Everything_that_is_published_has_one_version(string project)
    {
        var answer = await BuildAsync(project, "-getItem:PackageReference,PackageVersion", "-p:FunctionsHost=azure");
        Assert.True(answer.ExitCode == 0, answer.Output);
        var items = JsonNode.Parse(answer.Output)!["Items"]!;
        var versions = Names("PackageVersion");
        Assert.Equal(versions.Distinct(StringComparer.OrdinalIgnoreCase), versions);
        Assert.Subset(versions.ToHashSet(StringComparer.OrdinalIgnoreCase), Names("PackageReference").ToHashSet(StringComparer.OrdinalIgnoreCase));

        List<string> Names(string kind) => [.. items[kind]!.AsArray().Select(item => (string)item!["Identity"]!)];
    }

    [Theory]
    [InlineData("-p:FunctionsHost=other", "FunctionsHost is 'other', and must be 'embedded' or 'azure'.")]
    [InlineData("-p:RealReferences=no/such/folder", "RealReferences is 'no/such/folder', where there is no assembly.")]
    public async Task A_build_that_is_not_one_of_them_says_what_would_be(string property, string message)
    {
        var answer = await BuildAsync(App, property);
        Assert.NotEqual(0, answer.ExitCode);
        Assert.Contains(message, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_compiles_against_a_folder_of_assemblies_instead_of_a_project_or_packages()
    {
        var folder = Directory.CreateTempSubdirectory("real-references-").FullName;
        try
        {
            var references = Directory.CreateDirectory(Path.Combine(folder, "references")).FullName;
            foreach (var assembly in Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsOfRuntime))
                File.Copy(assembly, Path.Combine(references, Path.GetFileName(assembly)));
            var reference = $"-p:RealReferences={references}";

            var items = await ItemsAsync(reference);
            Assert.Empty(items["ProjectReference"]);
            Assert.DoesNotContain(items["PackageReference"], IsOfHost);

            // Everything that is written goes to the folder: the ordinary build of the app must not notice.
            var answer = await BuildAsync(
                App, "-restore", "-t:Build", reference, "-p:RunAnalyzers=false", "-p:UseSharedCompilation=false",
                $"-p:MSBuildProjectExtensionsPath={folder}/restore/", $"-p:IntermediateOutputPath={folder}/obj/", $"-p:OutDir={folder}/out/");
            Assert.True(answer.ExitCode == 0, answer.Output);
            Assert.True(File.Exists(Path.Combine(folder, "out", "Serverless.SampleApp.dll")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsOfHost(string package) => Listed.ContainsKey(package) || package == Tasks;

    private static bool IsOfRuntime(string assembly) => Path.GetFileNameWithoutExtension(assembly) is var name
        && (name == "Serverless.LocalRuntime" || !name.StartsWith("Serverless.", StringComparison.Ordinal))
        && !name.StartsWith("xunit", StringComparison.Ordinal);

    private static async Task<Dictionary<string, List<string>>> ItemsAsync(params string[] arguments)
    {
        var answer = await BuildAsync(App, ["-getItem:ProjectReference,PackageReference", .. arguments]);
        Assert.True(answer.ExitCode == 0, answer.Output);
        return JsonNode.Parse(answer.Output)!["Items"]!.AsObject().ToDictionary(
            kind => kind.Key, kind => kind.Value!.AsArray().Select(item => (string)item!["Identity"]!).ToList(), StringComparer.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> BuildAsync(string project, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["msbuild", project, "-nodeReuse:false", "-verbosity:quiet", .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
