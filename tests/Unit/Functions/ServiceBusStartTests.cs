using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Serverless.Contracts.Running;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

public sealed class ServiceBusStartTests
{
    private const string Declaration = """
        {
          "UserConfig": {
            "Namespaces": [{
              "Name": "sbemulatorns",
              "Queues": [
                { "Name": "plain" },
                { "Name": "sessions", "Properties": { "RequiresSession": true } },
                { "Name": "forwarding", "Properties": { "ForwardTo": "plain" } }
              ],
              "Topics": [{ "Name": "topic", "Subscriptions": [{ "Name": "subscription" }] }]
            }]
          }
        }
        """;

    [Theory]
    [InlineData(typeof(MissingQueue), "'MissingQueue'", "servicebus.json declares no queue 'missing'")]
    [InlineData(typeof(MissingTopic), "'MissingTopic'", "declares no topic 'missing'")]
    [InlineData(typeof(MissingSubscription), "'MissingSubscription'", "declares no subscription 'missing' of the topic 'topic'")]
    [InlineData(typeof(TopicAsQueue), "'TopicAsQueue'", "'topic' is a topic")]
    [InlineData(typeof(SessionsNotAsked), "'SessionsNotAsked'", "'sessions' requires sessions")]
    [InlineData(typeof(SessionsNotThere), "'SessionsNotThere'", "'topic/Subscriptions/subscription' has no sessions")]
    [InlineData(typeof(Forwarding), "'Forwarding'", "'forwarding' forwards its messages to 'plain'")]
    [InlineData(typeof(NoSetting), "'NoSetting'", "there is no setting 'Missing'")]
    [InlineData(typeof(NoConnection), "'NoConnection'", "no connection string in the setting 'Missing'")]
    [InlineData(typeof(OtherConnection), "'OtherConnection'", "the setting 'Other' must be a connection string of the emulator")]
    [InlineData(typeof(HalfConnection), "'HalfConnection'", "the setting 'Half' is no connection string of Service Bus")]
    [InlineData(typeof(ManyWithoutBatch), "'ManyWithoutBatch'", "'messages'", "ServiceBusReceivedMessage[]")]
    [InlineData(typeof(OneOfBatch), "'OneOfBatch'", "'message'", "System.String")]
    [InlineData(typeof(SessionActionsWithoutSession), "'SessionActionsWithoutSession'", "'session'")]
    [InlineData(typeof(UnknownPart), "'UnknownPart'", "'nonsense'")]
    [InlineData(typeof(Retried), "'Retried'", "FixedDelayRetryAttribute")]
    public void A_function_that_cannot_listen_is_named_with_the_reason(Type type, params string[] parts)
    {
        using var app = App();
        var problem = app.Problem(type);
        Assert.All(parts, part => Assert.Contains(part, problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_declaration_that_is_missing_is_named_with_its_folder()
    {
        using var app = App(declaration: null);
        Assert.Contains($"there is no servicebus.json in {app.Folder}", app.Problem(typeof(Plain)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_the_declaration_is_named()
    {
        using var app = App(declaration: """{ "UserConfig": { "Namespaces": 5 } }""");
        Assert.Contains("servicebus.json: $.UserConfig.Namespaces must be a list.", app.Problem(typeof(Plain)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"maxConcurrentCalls\": 0", "'extensions.serviceBus.maxConcurrentCalls' must be a whole number of at least 1")]
    [InlineData("\"maxConcurrentCalls\": \"5\"", "'extensions.serviceBus.maxConcurrentCalls' must be a whole number of at least 1")]
    [InlineData("\"prefetchCount\": -1", "'extensions.serviceBus.prefetchCount' must be a whole number of at least 0")]
    [InlineData("\"autoCompleteMessages\": 1", "'extensions.serviceBus.autoCompleteMessages' must be true or false")]
    [InlineData("\"sessionIdleTimeout\": \"soon\"", "'extensions.serviceBus.sessionIdleTimeout' must be a time")]
    [InlineData("\"maxMessageBatchSize\": 5, \"minMessageBatchSize\": 6", "'extensions.serviceBus.minMessageBatchSize' must be no larger than")]
    public void What_is_wrong_in_host_json_is_named(string settings, string problem)
    {
        using var app = App(hostJson: $$"""{ "version": "2.0", "extensions": { "serviceBus": { {{settings}} } } }""");
        Assert.Contains("host.json: " + problem, app.Problem(typeof(Plain)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_reaches_the_declared_queues_while_the_host_runs_and_not_afterwards()
    {
        using var app = App();
        var connection = Connection(app);
        await using var client = new ServiceBusClient(connection);
        await using var sender = client.CreateSender("plain");
        using (var host = app.Build())
        {
            await host.StartAsync();
            await sender.SendMessageAsync(new("kept"));
            await host.StopAsync();
        }
        var stopped = await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(new("lost")));
        Assert.Equal(ServiceBusFailureReason.ServiceCommunicationProblem, stopped.Reason);

        using var second = app.Build();
        await second.StartAsync();
        await using var receiver = client.CreateReceiver("plain");
        Assert.Equal("kept", (await receiver.ReceiveMessageAsync(Deadline.Patience)).Body.ToString());
        await second.StopAsync();
    }

    [Fact]
    public async Task A_broken_declaration_stops_the_start_even_when_only_clients_need_it()
    {
        using var app = App(declaration: "{}");
        using var host = app.Build();
        await Assert.ThrowsAsync<StartException>(() => host.StartAsync());
    }

    /// <summary>Each with a host name of its own: there is one Service Bus for a name in a process.</summary>
    private static TestApp App(string? declaration = Declaration, string hostJson = """{ "version": "2.0" }""")
    {
        var name = $"bus-{Guid.NewGuid():N}";
        var app = new TestApp(hostJson, $$"""
            {
              "Values": {
                "Bus": "Endpoint=sb://{{name}};SharedAccessKeyName=k;SharedAccessKey=v;UseDevelopmentEmulator=true;",
                "Other": "Endpoint=sb://{{name}};SharedAccessKeyName=k;SharedAccessKey=v;",
                "Half": "Endpoint=sb://{{name}};SharedAccessKeyName=k;UseDevelopmentEmulator=true;"
              }
            }
            """);
        if (declaration is not null)
            File.WriteAllText(Path.Combine(app.Folder, "servicebus.json"), declaration);
        return app;
    }

    private static string Connection(TestApp app) => app.CreateBuilder().Configuration["Bus"]!;

    private sealed class Plain
    {
        [Function("Plain")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class MissingQueue
    {
        [Function("MissingQueue")]
        public static void Run([ServiceBusTrigger("missing/$DeadLetterQueue", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class MissingTopic
    {
        [Function("MissingTopic")]
        public static void Run([ServiceBusTrigger("missing", "subscription", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class MissingSubscription
    {
        [Function("MissingSubscription")]
        public static void Run([ServiceBusTrigger("topic", "missing", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class TopicAsQueue
    {
        [Function("TopicAsQueue")]
        public static void Run([ServiceBusTrigger("topic", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class SessionsNotAsked
    {
        [Function("SessionsNotAsked")]
        public static void Run([ServiceBusTrigger("sessions", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class SessionsNotThere
    {
        [Function("SessionsNotThere")]
        public static void Run([ServiceBusTrigger("topic", "subscription", Connection = "Bus", IsSessionsEnabled = true)] string message) => _ = message;
    }

    private sealed class Forwarding
    {
        [Function("Forwarding")]
        public static void Run([ServiceBusTrigger("forwarding", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class NoSetting
    {
        [Function("NoSetting")]
        public static void Run([ServiceBusTrigger("%Missing%", Connection = "Bus")] string message) => _ = message;
    }

    private sealed class NoConnection
    {
        [Function("NoConnection")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Missing")] string message) => _ = message;
    }

    private sealed class OtherConnection
    {
        [Function("OtherConnection")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Other")] string message) => _ = message;
    }

    private sealed class HalfConnection
    {
        [Function("HalfConnection")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Half")] string message) => _ = message;
    }

    private sealed class ManyWithoutBatch
    {
        [Function("ManyWithoutBatch")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Bus")] ServiceBusReceivedMessage[] messages) => _ = messages;
    }

    private sealed class OneOfBatch
    {
        [Function("OneOfBatch")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Bus", IsBatched = true)] string message) => _ = message;
    }

    private sealed class SessionActionsWithoutSession
    {
        [Function("SessionActionsWithoutSession")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Bus")] string message, ServiceBusSessionMessageActions session) => _ = (message, session);
    }

    private sealed class UnknownPart
    {
        [Function("UnknownPart")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Bus")] string message, string nonsense) => _ = (message, nonsense);
    }

    private sealed class Retried
    {
        [Function("Retried")]
        [FixedDelayRetry(3, "00:00:01")]
        public static void Run([ServiceBusTrigger("plain", Connection = "Bus")] string message) => _ = message;
    }
}
