using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>One call of a handler. Received are the messages that the handler has asked for besides.</summary>
internal sealed record HandlerCall(Func<Task> RunAsync, Func<Exception?, Task> LockLostAsync, Func<IEnumerable<ServiceBusReceivedMessage>> Received);

/// <summary>What a pump does with the messages of its receiver.</summary>
internal sealed record PumpSettings(bool AutoComplete, TimeSpan MaxLockRenewal, TimeProvider Time)
{
    /// <summary>How long it waits for a message before it ends; the longest never ends for want of messages.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.MaxValue;
}

/// <summary>Receives messages as there are slots, calls the handler with each and settles what the handler leaves unsettled.</summary>
internal sealed class MessagePump(
    ServiceBusReceiver receiver,
    PumpSettings settings,
    Slots slots,
    Func<ServiceBusReceivedMessage, CancellationToken, HandlerCall> begin,
    Func<Exception, ServiceBusErrorSource, Task> failed)
{
    private readonly List<Task> _calls = [];

    /// <summary>Ends when it is stopped, when nothing has come for the idle time, or with the error of the receiver; always after its calls.</summary>
    /// <param name="receiving">Ends the receiving.</param>
    /// <param name="stopping">Tells the handlers too.</param>
    public async Task RunAsync(CancellationToken receiving, CancellationToken stopping)
    {
        try
        {
            while (await ReceiveAsync(receiving) is { Count: > 0 } messages)
            {
                _calls.RemoveAll(call => call.IsCompleted);
                foreach (var message in messages) _calls.Add(Task.Run(() => ProcessAsync(message, stopping), CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (receiving.IsCancellationRequested)
        {
            // It was asked to stop.
        }
        finally
        {
            await Task.WhenAll(_calls);
        }
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(CancellationToken receiving)
    {
        var taken = await slots.TakeAsync(int.MaxValue, receiving);
        var used = 0;
        try
        {
            var messages = await receiver.ReceiveMessagesAsync(taken, settings.IdleTimeout, receiving);
            used = messages.Count;
            return messages;
        }
        finally
        {
            slots.Return(taken - used);
        }
    }

    private async Task ProcessAsync(ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        var call = begin(message, stopping);
        var source = ServiceBusErrorSource.ProcessMessageCallback;
        try
        {
            await using (Renew(message, call))
            {
                await call.RunAsync();
                source = ServiceBusErrorSource.Complete;
                if (settings.AutoComplete) await SettleAsync(message, call, unsettled => receiver.CompleteMessageAsync(unsettled, CancellationToken.None));
            }
        }
        catch (Exception failure)
        {
            // A handler that ends because it was asked to has not failed.
            if (failure is not OperationCanceledException || !stopping.IsCancellationRequested) await failed(failure, source);
            await AbandonAsync(message, call);
        }
        finally
        {
            slots.Return(1);
        }
    }

    private async Task AbandonAsync(ServiceBusReceivedMessage message, HandlerCall call)
    {
        try
        {
            await SettleAsync(message, call, unsettled => receiver.AbandonMessageAsync(unsettled, cancellationToken: CancellationToken.None));
        }
        catch (ServiceBusException lost) when (lost.Reason is ServiceBusFailureReason.MessageLockLost or ServiceBusFailureReason.SessionLockLost)
        {
            // Then it has come free already.
        }
        catch (ServiceBusException failure)
        {
            await failed(failure, ServiceBusErrorSource.Abandon);
        }
    }

    private async Task SettleAsync(ServiceBusReceivedMessage message, HandlerCall call, Func<ServiceBusReceivedMessage, Task> settle)
    {
        if (receiver.ReceiveMode != ServiceBusReceiveMode.PeekLock) return;
        foreach (var unsettled in call.Received().Prepend(message).Where(one => !one.IsSettled)) await settle(unsettled);
    }

    private LockRenewal? Renew(ServiceBusReceivedMessage message, HandlerCall call)
    {
        var renews = receiver.ReceiveMode == ServiceBusReceiveMode.PeekLock && receiver.Session is null && settings.MaxLockRenewal != TimeSpan.Zero;
        return !renews ? null : new(
            new(() => message.LockedUntil, cancellation => receiver.RenewMessageLockAsync(message, cancellation))
            {
                IsWanted = () => !message.IsSettled,
                LostAsync = call.LockLostAsync,
                FailedAsync = failure => failed(failure, ServiceBusErrorSource.RenewLock),
            },
            settings.MaxLockRenewal,
            settings.Time);
    }
}
