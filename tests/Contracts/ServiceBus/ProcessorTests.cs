using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ServiceBus;

public sealed class ProcessorTests : BusContract
{
    private readonly ConcurrentQueue<ProcessErrorEventArgs> _errors = new();
    private readonly ConcurrentQueue<string> _seen = new();

    [Fact]
    public async Task Every_message_is_handled_and_completed()
    {
        await using var processor = Processor(args => Task.CompletedTask);
        await processor.StartProcessingAsync();

        await Bus.SendAsync(Bus.Queue, "1", "2", "3");

        await Deadline.UntilAsync("all are completed", async () => await Client.CreateReceiver(Bus.Queue).PeekMessageAsync() is null);
        Assert.Equal(["1", "2", "3"], _seen);
        await processor.StopProcessingAsync();
        Assert.False(processor.IsProcessing);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task A_failing_handler_is_told_of_and_its_message_comes_again_until_it_is_dead_lettered()
    {
        await using var processor = Processor(args => throw new InvalidOperationException("no"));
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "poison");

        var dead = await ReceiveAsync(Bus.DeadLetters(Bus.Queue));

        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        await processor.StopProcessingAsync();
        Assert.Equal(Bus.MaxDeliveries, _errors.Count);
        Assert.All(_errors, error => Assert.Equal(
            (ServiceBusErrorSource.ProcessMessageCallback, Bus.Queue, "no"), (error.ErrorSource, error.EntityPath, error.Exception.Message)));
    }

    [Fact]
    public async Task What_the_handler_settles_is_left_alone()
    {
        await using var processor = Processor(args => args.DeadLetterMessageAsync(args.Message, "by hand"));
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "bad");

        Assert.Equal("by hand", (await ReceiveAsync(Bus.DeadLetters(Bus.Queue))).DeadLetterReason);
        await processor.StopProcessingAsync();
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Without_auto_complete_a_message_stays_locked()
    {
        await using var processor = Processor(args => Task.CompletedTask, new() { AutoCompleteMessages = false });
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "mine");
        await Deadline.UntilAsync("it is handled", () => !_seen.IsEmpty);
        await processor.StopProcessingAsync();

        await NothingAsync(Client.CreateReceiver(Bus.Queue));
        Bus.Pass(Bus.LockDuration);
        Assert.Equal("mine", (await ReceiveAsync(Client.CreateReceiver(Bus.Queue))).Body.ToString());
    }

    [Fact]
    public async Task As_many_handlers_run_at_once_as_were_asked_for()
    {
        var gate = new TaskCompletionSource();
        var (now, most) = (0, 0);
        await using var processor = Processor(
            async args =>
            {
                InterlockedMax(ref most, Interlocked.Increment(ref now));
                await gate.Task;
                Interlocked.Decrement(ref now);
            },
            new() { MaxConcurrentCalls = 2 });
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "1", "2", "3", "4", "5");
        await Deadline.UntilAsync("two run", () => Volatile.Read(ref now) == 2);
        await Task.Delay(Bus.Moment);
        Assert.Equal(2, Volatile.Read(ref most));

        processor.UpdateConcurrency(4);

        await Deadline.UntilAsync("four run", () => Volatile.Read(ref now) == 4);
        gate.SetResult();
        await Deadline.UntilAsync("all have run", () => _seen.Count == 5);
        Assert.Equal((4, 4), (processor.MaxConcurrentCalls, Volatile.Read(ref most)));
    }

    [Fact]
    public async Task A_lock_is_renewed_as_long_as_the_handler_runs()
    {
        var (started, gate) = (new TaskCompletionSource<ServiceBusReceivedMessage>(), new TaskCompletionSource());
        await using var processor = Processor(async args =>
        {
            started.TrySetResult(args.Message);
            await gate.Task;
        });
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "long");
        var message = await started.Task;

        for (var i = 0; i < 5; i++)
        {
            var until = message.LockedUntil;
            Bus.Pass(Bus.LockDuration * 0.8);
            await Deadline.UntilAsync("the lock is renewed", () => message.LockedUntil > until);
        }

        gate.SetResult();
        await Deadline.UntilAsync("it is completed", async () => await Client.CreateReceiver(Bus.Queue).PeekMessageAsync() is null);
        Assert.Single(_seen);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task The_handler_hears_when_a_lock_ends_that_is_not_to_be_renewed_any_longer()
    {
        var lost = new TaskCompletionSource<MessageLockLostEventArgs>();
        await using var processor = Processor(
            async args =>
            {
                args.MessageLockLostAsync += loss =>
                {
                    lost.TrySetResult(loss);
                    return Task.CompletedTask;
                };
                _ = Task.Run(() => Bus.Pass(Bus.LockDuration));
                await lost.Task;
            },
            new() { MaxAutoLockRenewalDuration = TimeSpan.FromSeconds(1) });
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "slow");

        Assert.Equal("slow", (await Deadline.WithinAsync("the handler hears", lost.Task)).Message.Body.ToString());
        await Deadline.UntilAsync("the late completion is told of", () => !_errors.IsEmpty);
        Assert.Equal(
            (ServiceBusErrorSource.Complete, ServiceBusFailureReason.MessageLockLost),
            (_errors.First().ErrorSource, ((ServiceBusException)_errors.First().Exception).Reason));
    }

    [Fact]
    public async Task A_handler_that_has_settled_its_message_may_take_its_time()
    {
        var (settled, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var lost = false;
        await using var processor = Processor(async args =>
        {
            args.MessageLockLostAsync += _ =>
            {
                lost = true;
                return Task.CompletedTask;
            };
            await args.CompleteMessageAsync(args.Message);
            settled.SetResult();
            await gate.Task;
        });
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "done early");
        await settled.Task;

        Bus.Pass(Bus.LockDuration * 3);
        gate.SetResult();
        await processor.StopProcessingAsync();

        Assert.False(lost);
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Many_senders_and_processors_lose_nothing_and_repeat_nothing()
    {
        const int Senders = 8, Each = 50;
        var processors = Enumerable.Range(0, 3).Select(_ => Processor(args => Task.CompletedTask, new() { MaxConcurrentCalls = 4 })).ToList();
        foreach (var processor in processors) await processor.StartProcessingAsync();

        await Task.WhenAll(Enumerable.Range(0, Senders).Select(async sender =>
        {
            for (var n = 0; n < Each; n++) await Bus.SendAsync(Bus.Queue, $"{sender} {n}");
        }));

        await Deadline.UntilAsync("all are completed", async () => await Client.CreateReceiver(Bus.Queue).PeekMessageAsync() is null);
        foreach (var processor in processors) await processor.DisposeAsync();
        Assert.Equal((Senders * Each, Senders * Each), (_seen.Count, _seen.Distinct().Count()));
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task A_processor_can_be_derived_from()
    {
        await using var processor = new Derived(Client);
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        processor.ProcessErrorAsync += NoteAsync;
        await processor.StartProcessingAsync();

        await Bus.SendAsync(Bus.Topic, "seen");

        Assert.Equal("seen", await Deadline.WithinAsync("the override is called", processor.Seen.Task));
    }

    [Fact]
    public async Task Stopping_waits_for_the_handlers_and_takes_no_more()
    {
        var (started, gate) = (new TaskCompletionSource<CancellationToken>(), new TaskCompletionSource());
        await using var processor = Processor(async args =>
        {
            started.TrySetResult(args.CancellationToken);
            await gate.Task;
        });
        await processor.StartProcessingAsync();
        await Bus.SendAsync(Bus.Queue, "1", "2");
        var cancellation = await started.Task;

        var stopping = processor.StopProcessingAsync();
        await Deadline.UntilAsync("the handler is told to hurry", () => cancellation.IsCancellationRequested);
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        await stopping;

        Assert.Equal("2", (await ReceiveAsync(Client.CreateReceiver(Bus.Queue))).Body.ToString());
        Assert.Equal(["1"], _seen);
        await processor.StartProcessingAsync();
        Assert.True(processor.IsProcessing);
    }

    [Fact]
    public async Task A_handler_may_receive_more_and_all_is_completed()
    {
        await Bus.SendAsync(Bus.Queue, "1", "2", "3");
        await using var processor = Processor(async args =>
        {
            foreach (var more in await args.GetReceiveActions().ReceiveMessagesAsync(2, TimeSpan.FromSeconds(5))) _seen.Enqueue(more.Body.ToString());
        });
        await processor.StartProcessingAsync();

        await Deadline.UntilAsync("all are completed", async () => await Client.CreateReceiver(Bus.Queue).PeekMessageAsync() is null);

        Assert.Equal(["1", "2", "3"], _seen.Order());
    }

    [Fact]
    public async Task A_processor_of_nothing_keeps_telling_so()
    {
        await using var processor = Client.CreateProcessor("nowhere");
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        processor.ProcessErrorAsync += NoteAsync;
        await processor.StartProcessingAsync();

        await Deadline.UntilAsync("the error is told", () => !_errors.IsEmpty);

        var error = _errors.First();
        Assert.Equal(
            (ServiceBusErrorSource.Receive, ServiceBusFailureReason.MessagingEntityNotFound),
            (error.ErrorSource, ((ServiceBusException)error.Exception).Reason));
    }

    [Fact]
    public async Task Handlers_are_set_once_and_before_the_start()
    {
        await using var processor = Client.CreateProcessor(Bus.Queue);
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync());
        processor.ProcessMessageAsync += HandleAsync;
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync());
        processor.ProcessErrorAsync += NoteAsync;
        Assert.Throws<NotSupportedException>(() => processor.ProcessMessageAsync += HandleAsync);
        Assert.Throws<ArgumentException>(() => processor.ProcessErrorAsync -= OtherAsync);

        await processor.StartProcessingAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => processor.StartProcessingAsync());
        Assert.Throws<InvalidOperationException>(() => processor.ProcessMessageAsync -= HandleAsync);
        await processor.CloseAsync();
        Assert.True(processor.IsClosed);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => processor.StartProcessingAsync());

        static Task OtherAsync(ProcessErrorEventArgs error) => Task.CompletedTask;

        static Task HandleAsync(ProcessMessageEventArgs args) => Task.CompletedTask;
    }

    private ServiceBusProcessor Processor(Func<ProcessMessageEventArgs, Task> handle, ServiceBusProcessorOptions? options = null)
    {
        var processor = Client.CreateProcessor(Bus.Queue, options ?? new());
        processor.ProcessErrorAsync += NoteAsync;
        processor.ProcessMessageAsync += async args =>
        {
            _seen.Enqueue(args.Message.Body.ToString());
            await handle(args);
        };
        return processor;
    }

    private Task NoteAsync(ProcessErrorEventArgs error)
    {
        _errors.Enqueue(error);
        return Task.CompletedTask;
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var seen = Volatile.Read(ref most); seen < now; seen = Volatile.Read(ref most))
        {
            if (Interlocked.CompareExchange(ref most, now, seen) == seen) return;
        }
    }

    private sealed class Derived(ServiceBusClient client) : ServiceBusProcessor(client, Bus.Topic, "all", new())
    {
        public TaskCompletionSource<string> Seen { get; } = new();

        protected override Task OnProcessMessageAsync(ProcessMessageEventArgs args)
        {
            Seen.SetResult(args.Message.Body.ToString());
            return base.OnProcessMessageAsync(args);
        }
    }
}
