using Serverless.Acceptance.Domains;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Starting;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Blobs;
using Serverless.Demo;
using Serverless.Demo.Forgetting;
using Serverless.Demo.Playing;
using Serverless.Demo.Scripting;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Playing;

public sealed class When_the_demo_is_played
{
    private const string Dashboard = "programme-dashboard";

    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "Serverless.Demo.dll");

    [Fact]
    [Trait("Requirement", "S46")]
    [Trait("Requirement", "S60")]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S95")]
    [Trait("Requirement", "S122")]
    [Trait("Requirement", "S135")]
    public async Task The_dashboard_says_what_the_script_does_also_when_it_is_made_anew_from_history()
    {
        await using var app = await AppProcess.StartAsync();
        using var performance = new Performance(Script.Of(seed: 3, learners: 20), _ => Task.FromResult(app.Http.BaseAddress!), new PlayOptions(TimeProvider.System));

        var venue = await performance.PlayAsync(new Watcher(), CancellationToken.None);

        Watcher.ExpectSame(await performance.CompareAsync(venue, CancellationToken.None));

        var operators = await Office.OpenAsync(app, Tokens.Tenant, "operator");
        await operators.PostAsync($"projections/{Dashboard}/rebuild");
        await operators.UntilAsync("the new build answers", $"programmes/{venue.ProgrammeId}/dashboard", said => (int)said["projection"]!["version"]! > 1 ? said : null);
        Watcher.ExpectSame(await performance.CompareAsync(venue, CancellationToken.None));
    }

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S11")]
    public async Task Whoever_is_forgotten_has_had_their_data_and_counts_no_more_but_in_statistics()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions());
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Blobs"] = (await AzuriteProcess.SharedAsync()).ConnectionString };
        foreach (var (name, value) in Officer.Settings) settings[name] = value;
        await using var site = await Site.OpenAsync(cosmos.ConnectionString, settings);
        var address = (await site.App).Http.BaseAddress!;
        using var performance = new Performance(Script.Of(seed: 3, learners: 20), _ => Task.FromResult(address), new PlayOptions(TimeProvider.System));
        var venue = await performance.PlayAsync(new Watcher(), CancellationToken.None);

        var farewell = await performance.ForgetAsync(venue, new Progress<string>(), CancellationToken.None);

        Assert.True(farewell.Copy.IsWhole);
        Assert.Contains(farewell.Copy.Files, file => file.Path == "data/people/person.json");
        Assert.True(farewell.Certificate.IsSigned);
        Watcher.ExpectSame(await performance.CompareAsync(venue, CancellationToken.None, farewell.Learner));
        Assert.Contains(await performance.CompareAsync(venue, CancellationToken.None), line => !line.IsSame);
    }

    [Theory]
    [InlineData("demo: nobody answers at http://127.0.0.1:1/: ", "--url", "http://127.0.0.1:1")]
    [InlineData("run: --learners must be a number from 1 to 10000. See ./run --help.", "--learners", "0")]
    [InlineData("run: --url must be an address such as http://127.0.0.1:7071. See ./run --help.", "--url", "there")]
    public async Task What_keeps_it_from_beginning_is_said_in_one_line(string line, params string[] arguments)
    {
        var refused = (await Command.RunAsync("dotnet", [Executable, "--once", .. arguments])).Refusal();
        Assert.StartsWith(line, refused, StringComparison.Ordinal);
    }
}
