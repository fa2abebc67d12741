using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>
/// Runs a function for several messages together, one batch after the other, each from one session where there are sessions.
/// What the function leaves unsettled is completed or abandoned as a whole.
/// </summary>
internal sealed class BatchTrigger(MessageInvoker invoker, BatchOptions options, TimeProvider time) : ITrigger
{
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        try
        {
            await _loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time to wait for the batch is over; it comes again at the next start.
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await using var receiver = await OpenAsync();
                while (await ReceiveAsync(receiver) is { Count: > 0 } batch && await ProcessAsync(receiver, batch))
                {
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.ServiceTimeout)
            {
                // No session has messages.
            }
            catch (ServiceBusException e)
            {
                invoker.Failed(e, ServiceBusErrorSource.Receive);
                await Task.Delay(AfterError, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<ServiceBusReceiver> OpenAsync()
    {
        var (client, name, subscription) = invoker.Entity;
        if (options.Sessions is { } sessions)
        {
            return subscription is null
                ? await client.AcceptNextSessionAsync(name, sessions, _stopping.Token)
                : await client.AcceptNextSessionAsync(name, subscription, sessions, _stopping.Token);
        }
        return subscription is null ? client.CreateReceiver(name, options.Receiver) : client.CreateReceiver(name, subscription, options.Receiver);
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(ServiceBusReceiver receiver)
    {
        var idle = receiver is ServiceBusSessionReceiver ? options.SessionIdleTimeout : null;
        var batch = new List<ServiceBusReceivedMessage>(await receiver.ReceiveMessagesAsync(options.Largest, idle, _stopping.Token));
        var until = time.GetUtcNow() + options.Wait;
        while (batch.Count > 0 && batch.Count < options.Least && until - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            try
            {
                batch.AddRange(await receiver.ReceiveMessagesAsync(options.Largest - batch.Count, left, _stopping.Token));
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // What has been received already is still worked on.
                break;
            }
        }
        return batch;
    }

    /// <returns>Whether the receiver is of use for another batch.</returns>
    private async Task<bool> ProcessAsync(ServiceBusReceiver receiver, IReadOnlyList<ServiceBusReceivedMessage> batch)
    {
        var isReleased = false;
        var session = receiver is ServiceBusSessionReceiver held ? SessionHold.By(held, () => isReleased = true) : null;
        try
        {
            await invoker.RunAsync(new(batch, Settlement.By(receiver), session));
            if (options.AutoComplete)
                await SettleAsync(batch, message => receiver.CompleteMessageAsync(message), ServiceBusErrorSource.Complete);
        }
        // Whatever a function throws is its failure; the executor has logged it.
        catch (Exception)
        {
            await SettleAsync(batch, message => receiver.AbandonMessageAsync(message), ServiceBusErrorSource.Abandon);
        }
        return !isReleased;
    }

    /// <summary>One that cannot be settled, because its lock is lost, comes again; the others are settled nevertheless.</summary>
    private async Task SettleAsync(IEnumerable<ServiceBusReceivedMessage> batch, Func<ServiceBusReceivedMessage, Task> settle, ServiceBusErrorSource source)
    {
        await Task.WhenAll(batch.Where(message => !message.IsSettled).Select(async message =>
        {
            try
            {
                await settle(message);
            }
            catch (ServiceBusException e)
            {
                invoker.Failed(e, source);
            }
        }));
    }
}

/// <summary>What a batch is made of.</summary>
/// <param name="Wait">How long a batch may wait for its least number of messages.</param>
internal sealed record BatchOptions(int Least, int Largest, TimeSpan Wait, bool AutoComplete)
{
    public ServiceBusReceiverOptions Receiver { get; init; } = new();

    /// <summary>Null for an entity without sessions.</summary>
    public ServiceBusSessionReceiverOptions? Sessions { get; init; }

    public TimeSpan? SessionIdleTimeout { get; init; }
}
