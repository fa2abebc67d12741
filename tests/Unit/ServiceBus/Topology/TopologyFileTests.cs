using Serverless.LocalRuntime.ServiceBus.Filters;
using Serverless.LocalRuntime.ServiceBus.Messages;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.Unit.ServiceBus.Topology;

public sealed class TopologyFileTests
{
    [Fact]
    public void Everything_that_the_emulator_knows_is_read()
    {
        var topology = TopologyFile.Parse("servicebus.json", """
            {
              "$schema": "https://example.com/Config-schema.json",
              "UserConfig": {
                // Comments are allowed.
                "Namespaces": [{
                  "Name": "sbemulatorns",
                  "Queues": [
                    {
                      "Name": "queue.1",
                      "Properties": {
                        "DeadLetteringOnMessageExpiration": true,
                        "DefaultMessageTimeToLive": "PT1H",
                        "DuplicateDetectionHistoryTimeWindow": "PT20S",
                        "ForwardDeadLetteredMessagesTo": "",
                        "ForwardTo": "",
                        "LockDuration": "PT30S",
                        "MaxDeliveryCount": 3,
                        "RequiresDuplicateDetection": true,
                        "RequiresSession": true
                      }
                    },
                    { "Name": "plain" }
                  ],
                  "Topics": [{
                    "Name": "topic.1",
                    "Properties": { "DefaultMessageTimeToLive": "P1D", "DuplicateDetectionHistoryTimeWindow": "PT5M", "RequiresDuplicateDetection": false },
                    "Subscriptions": [
                      {
                        "Name": "some",
                        "Properties": { "LockDuration": "PT5M", "MaxDeliveryCount": 2000, "ForwardDeadLetteredMessagesTo": "PLAIN", "RequiresSession": false },
                        "Rules": [
                          {
                            "Name": "correlated",
                            "Properties": {
                              "FilterType": "Correlation",
                              "CorrelationFilter": {
                                "ContentType": "application/text", "CorrelationId": "id1", "Label": "subject1", "MessageId": "msgid1", "ReplyTo": "someQueue",
                                "ReplyToSessionId": "sessionId", "SessionId": "session1", "To": "xyz", "Properties": { "prop": "value", "n": 5, "x": 0.5, "b": true }
                              }
                            }
                          },
                          {
                            "Name": "changed",
                            "Properties": {
                              "FilterType": "Sql", "SqlFilter": { "SqlExpression": "color = 'red'" }, "Action": { "SqlExpression": "SET color = 'blue'" }
                            }
                          }
                        ]
                      },
                      { "Name": "all", "Rules": [] },
                    ]
                  }]
                }],
                "Logging": { "Type": "File,Console" }
              }
            }
            """);

        Assert.Equal(
            new QueueSettings("queue.1")
            {
                DeadLetteringOnMessageExpiration = true,
                DefaultMessageTimeToLive = TimeSpan.FromHours(1),
                DuplicateDetectionHistoryTimeWindow = TimeSpan.FromSeconds(20),
                LockDuration = TimeSpan.FromSeconds(30),
                MaxDeliveryCount = 3,
                RequiresSession = true,
            },
            topology.Queues[0]);
        Assert.Equal(new QueueSettings("plain"), topology.Queues[1]);
        var topic = Assert.Single(topology.Topics);
        Assert.Equal((TimeSpan.FromDays(1), null), (topic.DefaultMessageTimeToLive, topic.DuplicateDetectionHistoryTimeWindow));
        var (some, all) = (topic.Subscriptions[0], topic.Subscriptions[1]);
        Assert.Equal((TimeSpan.FromMinutes(5), 2000, "PLAIN"), (some.LockDuration, some.MaxDeliveryCount, some.ForwardDeadLetteredMessagesTo));
        Assert.Equal(["$Default"], all.Rules.Select(rule => rule.Name));

        Assert.Equal(["correlated", "changed"], some.Rules.Select(rule => rule.Name));
        var filter = Assert.IsType<CorrelationFilter>(some.Rules[0].Filter);
        Assert.Equal(("id1", "subject1", "xyz"), (filter.CorrelationId, filter.Subject, filter.To));
        Assert.Equal(["value", 5L, 0.5, true], new[] { "prop", "n", "x", "b" }.Select(name => filter.Properties[name]));
        var red = new MessageView { Properties = new Dictionary<string, object?>(StringComparer.Ordinal) { ["color"] = "red" } };
        Assert.True(some.Rules[1].Filter.Matches(red));
        Assert.Equal("blue", some.Rules[1].Action!.Apply(red).Properties["color"]);
    }

    [Theory]
    [InlineData("[]", "servicebus.json: must be a JSON object.")]
    [InlineData("{ \"UserConfig\":", "servicebus.json: is not valid JSON")]
    [InlineData("{ \"UserConfig\": {}, \"UserConfig\": {} }", "is not valid JSON")]
    [InlineData("{}", "$.UserConfig is missing.")]
    [InlineData("{ \"UserConfig\": [] }", "$.UserConfig must be an object.")]
    [InlineData("{ \"UserConfig\": {}, \"More\": 1 }", "$.More is unknown here.")]
    [InlineData("{ \"UserConfig\": { \"Logging\": { \"Type\": \"Screen\" } } }", "$.UserConfig.Logging.Type must be 'File', 'Console' or both")]
    [InlineData("{ \"UserConfig\": { \"Namespaces\": [] } }", "$.UserConfig.Namespaces must be a list of one namespace.")]
    [InlineData("{ \"UserConfig\": { \"Namespaces\": [5] } }", "$.UserConfig.Namespaces[0] must be an object.")]
    [InlineData("{ \"UserConfig\": { \"Namespaces\": [{ \"Name\": \"mine\" }] } }", "$.UserConfig.Namespaces[0].Name must be 'sbemulatorns'")]
    public void What_is_wrong_in_the_frame_is_named_with_its_path(string text, string problem) => AssertProblem(text, problem);

    [Theory]
    [InlineData("", "Queues[0].Name is missing.")]
    [InlineData("\"Name\": \"a/\"", "Queues[0].Name must be of letters, digits")]
    [InlineData("\"Name\": 5", "Queues[0].Name must be a string.")]
    [InlineData("\"Name\": \"other\"", "Queues[1].Name 'Other' is given twice.")]
    [InlineData("\"Name\": \"a\", \"Size\": 5", "Queues[0].Size is unknown here.")]
    [InlineData("\"Name\": \"a\", \"Properties\": []", "Queues[0].Properties must be an object.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"lockDuration\": \"PT1M\" }", "Properties.lockDuration is unknown here.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"LockDuration\": \"PT5M1S\" }", "Queues[0].Properties.LockDuration must be a duration of ISO 8601 from PT5S to PT5M.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"LockDuration\": \"00:01:00\" }", "Properties.LockDuration must be a duration of ISO 8601")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"LockDuration\": 60 }", "Properties.LockDuration must be a string.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"MaxDeliveryCount\": 0 }", "Properties.MaxDeliveryCount must be a whole number from 1 to 2000.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"MaxDeliveryCount\": 2001 }", "Properties.MaxDeliveryCount must be a whole number from 1 to 2000.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"MaxDeliveryCount\": 1.5 }", "Properties.MaxDeliveryCount must be a whole number")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"DefaultMessageTimeToLive\": \"PT0.5S\" }", "Properties.DefaultMessageTimeToLive must be a duration")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"DuplicateDetectionHistoryTimeWindow\": \"P8D\" }", "HistoryTimeWindow must be a duration of ISO 8601 from PT20S to P7D.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"RequiresSession\": \"yes\" }", "Properties.RequiresSession must be true or false.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"ForwardTo\": \"missing\" }", "Properties.ForwardTo names 'missing', and there is no such queue or topic.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"ForwardTo\": \"A\" }", "Properties.ForwardTo forwards in a circle: a -> A.")]
    [InlineData("\"Name\": \"back\", \"Properties\": { \"ForwardTo\": \"Other\" }", "Queues[0].Properties.ForwardTo forwards in a circle: back -> Other -> topic -> back.")]
    [InlineData("\"Name\": \"a\", \"Properties\": { \"RequiresSession\": true, \"ForwardTo\": \"topic\" }", "Properties.ForwardTo is not possible for an entity with sessions.")]
    public void What_is_wrong_with_an_entity_is_named_with_its_path(string queue, string problem) => AssertProblem(
        Namespace($$"""
            "Queues": [{ {{queue}} }, { "Name": "Other", "Properties": { "ForwardDeadLetteredMessagesTo": "topic" } }{{(queue.Contains("back", StringComparison.Ordinal) ? "" : ", { \"Name\": \"back\" }")}}],
            "Topics": [{ "Name": "topic", "Subscriptions": [{ "Name": "s", "Properties": { "ForwardTo": "back" } }] }]
            """),
        problem);

    [Theory]
    [InlineData("\"Name\": \"r\"", "Rules[0].Properties is missing.")]
    [InlineData("\"Name\": \"r\", \"Properties\": {}", "Rules[0].Properties.FilterType is missing.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Xml\" }", "Rules[0].Properties.FilterType must be 'Sql' or 'Correlation'.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Sql\" }", "Properties.SqlFilter is missing.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Sql\", \"SqlFilter\": {} }", "Properties.SqlFilter.SqlExpression is missing.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Sql\", \"CorrelationFilter\": {} }", "Properties.CorrelationFilter does not belong to this FilterType.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Correlation\", \"CorrelationFilter\": {} }", "CorrelationFilter.Properties is missing, and so is every other")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Correlation\", \"CorrelationFilter\": { \"Subject\": \"a\" } }", "CorrelationFilter.Subject is unknown here.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Correlation\", \"CorrelationFilter\": { \"Properties\": { \"a\": [] } } }", "CorrelationFilter.Properties.a must be a string, a number, true or false.")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Sql\", \"SqlFilter\": { \"SqlExpression\": \"a = \" } }", "Rules[0].Properties.SqlFilter.SqlExpression cannot be read: Expected a value, found the end. (at position 5)")]
    [InlineData("\"Name\": \"r\", \"Properties\": { \"FilterType\": \"Sql\", \"SqlFilter\": { \"SqlExpression\": \"1=1\" }, \"Action\": { \"SqlExpression\": \"DROP a\" } }", "Properties.Action.SqlExpression cannot be read: Expected SET or REMOVE, found 'DROP'.")]
    public void What_is_wrong_with_a_rule_is_named_with_its_path(string rule, string problem) => AssertProblem(
        Namespace($$"""
            "Topics": [{ "Name": "topic", "Subscriptions": [{ "Name": "s", "Rules": [{ {{rule}} }] }] }]
            """),
        problem);

    [Fact]
    public void Names_are_given_once_within_what_holds_them()
    {
        AssertProblem(Namespace("""  "Queues": [{ "Name": "a" }], "Topics": [{ "Name": "A" }] """), "Topics[0].Name 'A' is given twice.");
        AssertProblem(
            Namespace("""  "Topics": [{ "Name": "t", "Subscriptions": [{ "Name": "s" }, { "Name": "S" }] }] """),
            "$.UserConfig.Namespaces[0].Topics[0].Subscriptions[1].Name 'S' is given twice.");
        AssertProblem(
            Namespace($$"""  "Topics": [{ "Name": "t", "Subscriptions": [{ "Name": "{{new string('s', 51)}}" }] }] """), "Name must be at most 50 characters long.");
        TopologyFile.Parse("servicebus.json", Namespace("""
            "Topics": [{ "Name": "t", "Subscriptions": [{ "Name": "s" }] }, { "Name": "u", "Subscriptions": [{ "Name": "s" }] }]
            """));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_its_folder()
    {
        var folder = Path.GetTempPath().TrimEnd('/');
        var error = Assert.Throws<TopologyException>(() => TopologyFile.Read(Path.Combine(folder, "no-such.json")));
        Assert.Equal($"no-such.json: is not in {folder}.", error.Message);
    }

    private static string Namespace(string content) =>
        $$"""{ "UserConfig": { "Namespaces": [{ "Name": "sbemulatorns", {{content}} }] } }""";

    private static void AssertProblem(string text, string problem)
    {
        var error = Assert.Throws<TopologyException>(() => TopologyFile.Parse("servicebus.json", text));
        Assert.StartsWith("servicebus.json: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
