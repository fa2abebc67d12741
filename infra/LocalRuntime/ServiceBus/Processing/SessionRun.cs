using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>One session, from when it is taken until it is let go.</summary>
internal sealed class SessionRun(
    ServiceBusClient client,
    ServiceBusSessionReceiver receiver,
    ServiceBusSessionProcessorOptions options,
    SessionHandlers handlers,
    CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _released = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly ConcurrentDictionary<ProcessSessionMessageEventArgs, bool> _running = new();
    private volatile bool _closed;

    public async Task RunAsync()
    {
        await using (Renew())
        {
            try
            {
                await handlers.InitializingAsync(Args());
                await PumpAsync();
            }
            catch (Exception failure)
            {
                await handlers.FailedAsync(failure, ServiceBusErrorSource.AcceptSession);
            }

            await CloseAsync();
        }
    }

    public void Dispose() => _released.Dispose();

    private async Task PumpAsync()
    {
        var settings = new PumpSettings(options.AutoCompleteMessages, options.MaxAutoLockRenewalDuration, client.Clock)
        {
            IdleTimeout = options.SessionIdleTimeout ?? client.TryTimeout,
        };
        try
        {
            await new MessagePump(receiver, settings, new(options.MaxConcurrentCallsPerSession), Begin, handlers.FailedAsync).RunAsync(_released.Token, stopping);
        }
        catch (ServiceBusException failure)
        {
            await handlers.FailedAsync(failure, ServiceBusErrorSource.Receive);
        }
    }

    private HandlerCall Begin(ServiceBusReceivedMessage message, CancellationToken cancellation)
    {
        var actions = new ProcessorReceiveActions(receiver);
        var args = new ProcessSessionMessageEventArgs(message, receiver, handlers.Identifier, actions, Release, cancellation);
        return new(HandleAsync, args.LoseLockAsync, () => actions.Received);

        async Task HandleAsync()
        {
            _running.TryAdd(args, true);
            try
            {
                await handlers.MessageAsync(args);
            }
            finally
            {
                _running.TryRemove(args, out _);
            }
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            await handlers.ClosingAsync(Args());
        }
        catch (Exception failure)
        {
            await handlers.FailedAsync(failure, ServiceBusErrorSource.CloseSession);
        }

        _closed = true;
        try
        {
            await receiver.CloseAsync();
        }
        catch (ServiceBusException failure)
        {
            await handlers.FailedAsync(failure, ServiceBusErrorSource.CloseSession);
        }
    }

    private void Release()
    {
        // Arguments may outlive their session.
        if (!_closed) _released.Cancel();
    }

    private ProcessSessionEventArgs Args() => new(receiver, handlers.Identifier, Release, stopping);

    private LockRenewal? Renew() => options.MaxAutoLockRenewalDuration == TimeSpan.Zero ? null : new(
        new(() => receiver.SessionLockedUntil, receiver.RenewSessionLockAsync)
        {
            LostAsync = failure => Task.WhenAll(_running.Keys.Select(args => args.LoseLockAsync(failure))),
            FailedAsync = failure => handlers.FailedAsync(failure, ServiceBusErrorSource.RenewLock),
        },
        options.MaxAutoLockRenewalDuration,
        client.Clock);
}
