using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Serverless.Architecture.Bicep;
using Serverless.Architecture.Deployment;
using Serverless.Architecture.Persistence;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Domains.People;

namespace Serverless.Architecture.Settings;

/// <summary>What the app can be told is said to whoever runs it, here and on Azure, and nothing that nobody reads.</summary>
[Trait("Requirement", "S136")]
public sealed class SettingsTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly IReadOnlyList<Setting> All = [.. PlainSettings.Read.Concat(PlainSettings.ReadAsMany).Concat(OptionSettings.All).Concat(PlainSettings.ReadByHost)];

    [Fact]
    public void Settings_that_are_read_by_name_are_spoken_of_and_no_others() =>
        Assert.Equal(PlainSettings.Read.Select(setting => setting.Name).Order(StringComparer.OrdinalIgnoreCase), ReadSettings.Names.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Options_say_what_they_mean()
    {
        Assert.True(OptionSettings.All.Count > 15);
        Assert.All(OptionSettings.All, setting => Assert.False(string.IsNullOrWhiteSpace(setting.Means), setting.Name));
    }

    /// <summary>What is read behind their back would be found by nobody.</summary>
    [Fact]
    public void Settings_are_read_while_the_app_is_put_together_and_from_its_configuration()
    {
        var readers = new[] { typeof(CosmosConnection).Assembly, typeof(PeopleDomain).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(one => one.GetParameters().Any(parameter => parameter.ParameterType == typeof(IConfiguration))))
            .Select(type => type.Name);
        // It hands the configuration on to OpenTelemetry, whose variables are its own.
        Assert.Equal(["TelemetryExport"], readers);
        Assert.All(new[] { "functions", "infra/Cloud" }.SelectMany(folder => Repository.Files(folder, "*.cs")), file =>
            Assert.DoesNotContain("Environment.GetEnvironmentVariable", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void Triggers_open_what_the_app_opens()
    {
        Assert.Superset(new HashSet<string>(["Cosmos", "ServiceBus"], StringComparer.Ordinal), ReadSettings.OfTriggers.ToHashSet(StringComparer.Ordinal));
        Assert.Subset(PlainSettings.Read.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal), ReadSettings.OfTriggers.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_of_settings_lists_them_with_their_defaults() => Generated.Check("docs/settings.md", string.Join('\n', Page()) + "\n");

    [Fact]
    public void The_sample_names_what_a_developer_may_set() => Generated.Check("local.settings.sample.json", string.Join('\n', SampleText.Lines([.. All.Where(setting => setting.IsLocal)])) + "\n");

    [Fact]
    public void Options_are_deployed_with_their_defaults() => Generated.Check("bicep/settings.json", Tuned());

    [Fact]
    public async Task The_deployed_app_has_every_setting_and_none_that_nobody_reads()
    {
        var app = (await BicepTests.Files.Value).Single(file => file.Name == "bicep/modules/app.bicep");
        var given = app.Resources.Single(resource => resource.Path.StartsWith("Microsoft.Web/sites/config@", StringComparison.Ordinal)).Body["properties"].All.Where(node => node.Type == "object").SelectMany(node => node.Properties().Keys).ToList();
        Assert.Equal(
            All.Where(setting => setting.IsOnAzure && !setting.IsOpen).Select(setting => setting.Name).Order(StringComparer.Ordinal),
            given.Concat(JsonNode.Parse(Tuned())!.AsObject().Select(setting => setting.Key)).Order(StringComparer.Ordinal));
    }

    /// <summary>What follows from a deployment, such as how far its backups reach, is told to the app under names that it reads.</summary>
    [Fact]
    public async Task What_a_deployment_says_of_itself_is_read()
    {
        var main = (await BicepTests.Files.Value).Single(file => file.Name == "bicep/main.bicep");
        var said = main.Variables.Single(variable => variable.Name == "reach").Value.Properties().Keys.ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(said);
        Assert.Subset(All.Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal), said);
    }

    /// <summary>Defaults are deployed as well, so that a deployment shows what holds in it, and what differs from it.</summary>
    private static string Tuned() => JsonSerializer.Serialize(
        All.Where(setting => setting.IsOnAzure && setting.Default is not null).OrderBy(setting => setting.Name, StringComparer.Ordinal).ToDictionary(setting => setting.Name, setting => setting.Default, StringComparer.Ordinal),
        Indented) + "\n";

    private static IEnumerable<string> Page() =>
    [
        "# Settings",
        "",
        "What the app and its host can be told: as environment variables, in `local.settings.json`, or with `:` for `__` as an argument. This page",
        "follows from the code and is checked by tests/Architecture/Settings; when it changes, the test says how to renew it. On Azure",
        "[bicep](../bicep) sets all that are not of one machine only, none of them a secret.",
        "",
        "The prefixes `Cosmos`, `ServiceBus` and `Blobs` are the names by which triggers know their connections (`Connection = \"Cosmos\"`).",
        "",
        .. Markdown.Table(["setting", "without it", "where", "means"], All.Select(setting => new[]
        {
            Markdown.Code(setting.Name), setting.Default is { Length: > 0 } usual ? Markdown.Code(usual) : "-", Where(setting.Place), setting.Means,
        })),
    ];

    private static string Where(Place place) => place switch
    {
        Place.Anywhere => "anywhere",
        Place.Local => "not on Azure",
        Place.Azure => "on Azure",
        Place.Platform => "the platform says it",
        _ => throw new ArgumentOutOfRangeException(nameof(place)),
    };
}
