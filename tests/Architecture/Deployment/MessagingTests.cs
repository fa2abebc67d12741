using System.Text.Json.Nodes;
using System.Xml;
using Serverless.Architecture.Bicep;
using Serverless.Architecture.Persistence;

namespace Serverless.Architecture.Deployment;

/// <summary>Queues and topics are deployed from the very file that the local broker reads, and nothing that it says is passed over.</summary>
public sealed class MessagingTests
{
    private const string Declared = "servicebus.json";
    private const string Module = "bicep/modules/serviceBus.bicep";

    [Fact]
    public async Task Queues_and_topics_come_from_the_file_that_the_broker_reads()
    {
        var main = (await BicepTests.Files.Value).Single(file => file.Name == "bicep/main.bicep");
        Assert.Contains(Declared, Calls.Loaded(main));
        var arguments = main.Modules.Single(module => module.Path == "modules/serviceBus.bicep").Arguments;
        Assert.Equal("namespaceDeclared.Queues", arguments["queues"].Text);
        Assert.Equal("namespaceDeclared.Topics", arguments["topics"].Text);
    }

    [Fact]
    [Trait("Requirement", "S77")]
    public async Task Whatever_that_file_says_of_them_is_deployed()
    {
        var known = (await BicepTests.Files.Value).Single(file => file.Name == Module).Root.All.Where(node => node.Type == "property_identifier").Select(node => node.Text).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(Said(AsBuilt.Namespace));
        Assert.Subset(known.Concat(["Name", "Queues", "Topics"]).ToHashSet(StringComparer.Ordinal), Said(AsBuilt.Namespace));
    }

    [Fact]
    [Trait("Requirement", "S77")]
    public void A_message_waits_no_longer_than_the_emulator_lets_it()
    {
        var lifetimes = Objects(AsBuilt.Namespace).Select(one => (string?)one["DefaultMessageTimeToLive"]).OfType<string>().Select(XmlConvert.ToTimeSpan).ToList();
        Assert.NotEmpty(lifetimes);
        Assert.All(lifetimes, lifetime => Assert.InRange(lifetime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)));
    }

    /// <summary>Names of all that is said. What a filter compares are properties of messages, and no names of ours.</summary>
    private static HashSet<string> Said(JsonNode node) =>
        Objects(node).Where(one => !one.GetPath().EndsWith(".CorrelationFilter.Properties", StringComparison.Ordinal)).SelectMany(one => one).Select(property => property.Key).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject one => one.SelectMany(property => Objects(property.Value)).Prepend(one),
        JsonArray many => many.SelectMany(Objects),
        _ => [],
    };
}
