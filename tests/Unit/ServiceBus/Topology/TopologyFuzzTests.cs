using System.Text.Json.Nodes;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Unit.ServiceBus.Topology;

/// <summary>Whatever stands in the file, it is a topology or a mistake with a place.</summary>
public sealed class TopologyFuzzTests
{
    private const int Rounds = 2_000;

    private const string Whole = """
        {
          "UserConfig": {
            "Namespaces": [{
              "Name": "sbemulatorns",
              "Queues": [
                {
                  "Name": "a",
                  "Properties": {
                    "DeadLetteringOnMessageExpiration": true, "DefaultMessageTimeToLive": "PT1H", "DuplicateDetectionHistoryTimeWindow": "PT20S",
                    "ForwardDeadLetteredMessagesTo": "b", "ForwardTo": "t", "LockDuration": "PT30S", "MaxDeliveryCount": 3, "RequiresDuplicateDetection": true,
                    "RequiresSession": false
                  }
                },
                { "Name": "b" }
              ],
              "Topics": [{
                "Name": "t",
                "Properties": { "DefaultMessageTimeToLive": "P1D", "RequiresDuplicateDetection": false },
                "Subscriptions": [{
                  "Name": "s",
                  "Properties": { "LockDuration": "PT5M", "ForwardTo": "b" },
                  "Rules": [
                    { "Name": "r", "Properties": { "FilterType": "Correlation", "CorrelationFilter": { "Label": "l", "Properties": { "p": 5 } } } },
                    { "Name": "q", "Properties": { "FilterType": "Sql", "SqlFilter": { "SqlExpression": "a = 1" }, "Action": { "SqlExpression": "SET b = 2" } } }
                  ]
                }]
              }]
            }],
            "Logging": { "Type": "File" }
          }
        }
        """;

    private static readonly string[] Values =
        ["null", "true", "5", "-1", "1.5", "1e400", "\"\"", "\"a\"", "\"b\"", "\"t\"", "\"PT1M\"", "\"P99999999999D\"", "\"Sql\"", "\"a = b\"", "[]", "[null]", "{}", "[{}]", "{ \"Name\": \"x\" }"];

    [Fact]
    public void Any_change_leaves_a_topology_or_names_the_mistake()
    {
        Assert.Equal(2, TopologyFile.Parse("f.json", Whole).Queues.Count);
        var random = new Random(20_260_101);
        var accepted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var text = Changed(random);
            try
            {
                TopologyFile.Parse("f.json", text);
                accepted++;
            }
            catch (TopologyException error)
            {
                Assert.StartsWith("f.json: ", error.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(accepted, 1, Rounds / 2);
    }

    private static string Changed(Random random)
    {
        var root = JsonNode.Parse(Whole)!;
        for (var changes = random.Next(1, 3); changes > 0 && Below(root).ToList() is { Count: > 0 } nodes; changes--)
        {
            var node = nodes[random.Next(nodes.Count)];
            if (node.Parent is JsonObject parent && random.Next(4) == 0)
                parent.Remove(node.GetPropertyName());
            else
                node.ReplaceWith(JsonNode.Parse(Values[random.Next(Values.Length)]));
        }
        return root.ToJsonString();
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(child => Below(child).Prepend(child));
    }
}
