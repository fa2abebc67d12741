using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ServiceBus;

public sealed class SessionProcessorTests : BusContract
{
    private readonly ConcurrentQueue<ProcessErrorEventArgs> _errors = new();
    private readonly ConcurrentQueue<(string Session, string Body)> _seen = new();

    [Fact]
    public async Task Sessions_run_side_by_side_and_each_in_order()
    {
        var running = new ConcurrentDictionary<string, int>();
        await using var processor = Processor(async args =>
        {
            Assert.Equal(1, running.AddOrUpdate(args.SessionId, 1, (_, count) => count + 1));
            await Task.Yield();
            running.AddOrUpdate(args.SessionId, 0, (_, count) => count - 1);
        });
        await processor.StartProcessingAsync();

        await SendAsync([.. Enumerable.Range(0, 40).Select(n => ($"s{n % 4}", $"{n:00}"))]);

        await Deadline.UntilAsync("all have run", () => _seen.Count == 40);
        Assert.All(_seen.GroupBy(seen => seen.Session), session => Assert.Equal(session.Select(seen => seen.Body).Order(), session.Select(seen => seen.Body)));
        await processor.StopProcessingAsync();
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task A_session_is_opened_and_closed_around_its_messages()
    {
        var steps = new ConcurrentQueue<string>();
        await using var processor = Processor(
            async args =>
            {
                steps.Enqueue($"{args.Message.Body} after {await args.GetSessionStateAsync()}");
                await args.SetSessionStateAsync(new BinaryData("2"));
            },
            new() { SessionIdleTimeout = Bus.Moment });
        processor.SessionInitializingAsync += async args =>
        {
            steps.Enqueue($"open {args.SessionId}");
            await args.SetSessionStateAsync(new BinaryData("1"));
        };
        processor.SessionClosingAsync += async args => steps.Enqueue($"close after {await args.GetSessionStateAsync()}");
        await SendAsync(("a", "message"));
        await processor.StartProcessingAsync();

        await Deadline.UntilAsync("the session is closed", () => steps.Count == 3);

        Assert.Equal(["open a", "message after 1", "close after 2"], steps);
        await using var free = await Client.AcceptSessionAsync(Bus.SessionQueue, "a");
    }

    [Fact]
    public async Task No_more_sessions_are_held_than_were_asked_for_and_one_may_be_let_go()
    {
        await using var processor = Processor(
            args =>
            {
                if (args.Message.Body.ToString() == "last") args.ReleaseSession();
                args.CancellationToken.ThrowIfCancellationRequested();
                return Task.CompletedTask;
            },
            new() { MaxConcurrentSessions = 1 });
        await SendAsync(("a", "first"), ("b", "other"));
        await processor.StartProcessingAsync();
        await Deadline.UntilAsync("the first has run", () => _seen.Count == 1);
        await Task.Delay(Bus.Moment);
        Assert.Equal([("a", "first")], _seen);

        await SendAsync(("a", "last"));

        await Deadline.UntilAsync("the other session has run", () => _seen.Count == 3);
        Assert.Equal([("a", "first"), ("a", "last"), ("b", "other")], _seen);
        await processor.StopProcessingAsync();
        Assert.Null(await Client.CreateReceiver(Bus.SessionQueue).PeekMessageAsync());
    }

    [Fact]
    public async Task Only_the_named_sessions_are_taken()
    {
        await using var processor = Processor(args => Task.CompletedTask, new() { SessionIds = { "b" } });
        await SendAsync(("a", "1"), ("b", "2"));
        await processor.StartProcessingAsync();

        await Deadline.UntilAsync("it has run", () => !_seen.IsEmpty);
        await processor.StopProcessingAsync();

        Assert.Equal([("b", "2")], _seen);
        await using var other = await Client.AcceptNextSessionAsync(Bus.SessionQueue);
        Assert.Equal("a", other.SessionId);
    }

    [Fact]
    public async Task A_session_lock_is_renewed_while_it_is_held()
    {
        var gate = new TaskCompletionSource();
        var held = new TaskCompletionSource<ProcessSessionMessageEventArgs>();
        await using var processor = Processor(async args =>
        {
            held.TrySetResult(args);
            await gate.Task;
        });
        await SendAsync(("a", "long"));
        await processor.StartProcessingAsync();
        var args = await held.Task;

        for (var i = 0; i < 3; i++)
        {
            var until = args.SessionLockedUntil;
            Bus.Pass(Bus.LockDuration * 0.8);
            await Deadline.UntilAsync("the lock is renewed", () => args.SessionLockedUntil > until);
        }

        gate.SetResult();
        await Deadline.UntilAsync("it is completed", async () => await Client.CreateReceiver(Bus.SessionQueue).PeekMessageAsync() is null);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task A_failing_handler_is_told_of_and_the_session_goes_on_in_order()
    {
        var failed = false;
        await using var processor = Processor(args =>
        {
            if (failed) return Task.CompletedTask;
            failed = true;
            throw new InvalidOperationException("no");
        });
        await SendAsync(("a", "1"), ("a", "2"));
        await processor.StartProcessingAsync();

        await Deadline.UntilAsync("both have run", () => _seen.Count == 3);

        Assert.Equal(["1", "1", "2"], _seen.Select(seen => seen.Body));
        Assert.Equal(ServiceBusErrorSource.ProcessMessageCallback, Assert.Single(_errors).ErrorSource);
    }

    private ServiceBusSessionProcessor Processor(
        Func<ProcessSessionMessageEventArgs, Task> handle, ServiceBusSessionProcessorOptions? options = null)
    {
        var processor = Client.CreateSessionProcessor(Bus.SessionQueue, options ?? new());
        processor.ProcessErrorAsync += error =>
        {
            _errors.Enqueue(error);
            return Task.CompletedTask;
        };
        processor.ProcessMessageAsync += async args =>
        {
            _seen.Enqueue((args.SessionId, args.Message.Body.ToString()));
            await handle(args);
        };
        return processor;
    }

    private async Task SendAsync(params (string Session, string Body)[] messages)
    {
        await using var sender = Client.CreateSender(Bus.SessionQueue);
        await sender.SendMessagesAsync(messages.Select(message => new ServiceBusMessage(message.Body) { SessionId = message.Session }));
    }
}
