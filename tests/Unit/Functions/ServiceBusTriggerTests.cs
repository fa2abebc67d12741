using System.Threading.Channels;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serverless.Contracts.Running;

namespace Serverless.Unit.Functions;

/// <summary>What the settings of host.json make of the triggers.</summary>
public sealed class ServiceBusTriggerTests
{
    private const string Declaration = """
        { "UserConfig": { "Namespaces": [{ "Name": "sbemulatorns", "Queues": [{ "Name": "queue" }, { "Name": "other" }] }] } }
        """;


    private readonly Channel<string> _received = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task A_batch_waits_for_its_least_number_of_messages()
    {
        using var app = App("\"minMessageBatchSize\": 3");
        using var host = await StartAsync(app, typeof(Batches));
        foreach (var text in new[] { "a", "b", "c" })
            await SendAsync(app, "queue", text);
        Assert.Equal("a,b,c", await NextAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_batch_waits_no_longer_than_it_may()
    {
        using var app = App("\"minMessageBatchSize\": 3, \"maxBatchWaitTime\": \"00:00:00.050\"");
        using var host = await StartAsync(app, typeof(Batches));
        await SendAsync(app, "queue", "a");
        Assert.Equal("a", await NextAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_batch_that_is_waiting_when_the_host_stops_is_still_worked_on()
    {
        using var app = App("\"minMessageBatchSize\": 2");
        await SendBeforeStartAsync(app, "a");
        using (var host = await StartAsync(app, typeof(Batches)))
        {
            // Once it has come nobody else can have it.
            await using var client = new ServiceBusClient(Connection(app));
            await using var receiver = client.CreateReceiver("queue");
            await UntilAsync(async () => await receiver.PeekMessageAsync(0) is { DeliveryCount: 1 });
            await host.StopAsync();
        }
        Assert.Equal("a", await NextAsync());
    }

    [Fact]
    public async Task A_batch_is_no_larger_than_it_may_be()
    {
        using var app = App("\"maxMessageBatchSize\": 2");
        using var host = await StartAsync(app, typeof(Batches));
        await SendAsync(app, "queue", "a", "b", "c", "d", "e");
        Assert.Equal(["a,b", "c,d", "e"], [await NextAsync(), await NextAsync(), await NextAsync()]);
        await host.StopAsync();
    }

    [Fact]
    public async Task Calls_are_no_more_at_once_than_they_may_be()
    {
        using var app = App("\"maxConcurrentCalls\": 1");
        using var host = await StartAsync(app, typeof(Alone));
        await SendAsync(app, "queue", "a", "b", "c", "d", "e");
        for (var n = 0; n < 5; n++)
            Assert.Equal("1 at once", await NextAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task Host_json_decides_on_completion_where_the_attribute_does_not()
    {
        using var app = App("\"autoCompleteMessages\": false");
        using (var host = await StartAsync(app, typeof(Left), typeof(Completed)))
        {
            await SendAsync(app, "queue", "left");
            await SendAsync(app, "other", "completed");
            Assert.Equal(["completed 1", "left 1"], new[] { await NextAsync(), await NextAsync() }.Order(StringComparer.Ordinal));
            await host.StopAsync();
        }
        using var second = await StartAsync(app, typeof(Left), typeof(Completed));
        await SendAsync(app, "other", "next");
        Assert.Equal(["left 2", "next 1"], new[] { await NextAsync(), await NextAsync() }.Order(StringComparer.Ordinal));
        await second.StopAsync();
    }

    [Fact]
    public async Task Actions_made_for_a_test_say_that_they_have_to_be_overridden()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => new TestActions().CompleteMessageAsync(ServiceBusModelFactory.ServiceBusReceivedMessage()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new TestSessionActions().RenewSessionLockAsync());
    }

    private static TestApp App(string settings)
    {
        var app = new TestApp(
            $$"""{ "version": "2.0", "extensions": { "serviceBus": { {{settings}} } } }""",
            $$"""{ "Values": { "ServiceBus": "Endpoint=sb://bus-{{Guid.NewGuid():N}};SharedAccessKeyName=k;SharedAccessKey=v;UseDevelopmentEmulator=true;" } }""");
        File.WriteAllText(Path.Combine(app.Folder, "servicebus.json"), Declaration);
        return app;
    }

    private static string Connection(TestApp app) => app.CreateBuilder().Configuration["ServiceBus"]!;

    private static async Task SendAsync(TestApp app, string queue, params string[] texts)
    {
        await using var client = new ServiceBusClient(Connection(app));
        await using var sender = client.CreateSender(queue);
        await sender.SendMessagesAsync(texts.Select(text => new ServiceBusMessage(text)));
    }

    private static async Task SendBeforeStartAsync(TestApp app, string text)
    {
        using var host = app.Build();
        await host.StartAsync();
        await SendAsync(app, "queue", text);
        await host.StopAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Deadline.Patience);
        while (!await condition())
            await Task.Delay(10, patience.Token);
    }

    private async Task<IHost> StartAsync(TestApp app, params Type[] types)
    {
        var host = app.Build(services => services.AddSingleton(_received.Writer), types);
        await host.StartAsync();
        return host;
    }

    private async Task<string> NextAsync()
    {
        using var patience = new CancellationTokenSource(Deadline.Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    private sealed class Batches(ChannelWriter<string> received)
    {
        [Function("Batches")]
        public void Run([ServiceBusTrigger("queue", IsBatched = true)] List<string> texts) => received.TryWrite(string.Join(',', texts));
    }

    private sealed class Alone(ChannelWriter<string> received)
    {
        private static int _running;

        [Function("Alone")]
        public async Task RunAsync([ServiceBusTrigger("queue")] string text)
        {
            var running = Interlocked.Increment(ref _running);
            await Task.Yield();
            Interlocked.Decrement(ref _running);
            received.TryWrite($"{running} at once");
            _ = text;
        }
    }

    private sealed class Left(ChannelWriter<string> received)
    {
        [Function("Left")]
        public void Run([ServiceBusTrigger("queue")] string text, int deliveryCount) => received.TryWrite($"{text} {deliveryCount}");
    }

    private sealed class Completed(ChannelWriter<string> received)
    {
        [Function("Completed")]
        public void Run([ServiceBusTrigger("other", AutoCompleteMessages = true)] string text, int deliveryCount) => received.TryWrite($"{text} {deliveryCount}");
    }

    private sealed class TestActions : ServiceBusMessageActions;

    private sealed class TestSessionActions : ServiceBusSessionMessageActions;
}
