using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>As <see cref="MessageTrigger"/>, for several sessions at once, the messages of each in their order.</summary>
internal sealed class SessionTrigger(MessageInvoker invoker, ServiceBusSessionProcessorOptions options) : ITrigger
{
    private ServiceBusSessionProcessor? _processor;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var entity = invoker.Entity;
        _processor = entity.Subscription is null
            ? entity.Client.CreateSessionProcessor(entity.QueueOrTopic, options)
            : entity.Client.CreateSessionProcessor(entity.QueueOrTopic, entity.Subscription, options);
        _processor.ProcessMessageAsync += call => invoker.RunAsync(new([call.Message], Settlement.By(call), Hold(call)));
        _processor.ProcessErrorAsync += invoker.OnErrorAsync;
        await _processor.StartProcessingAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _processor!.CloseAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time to wait for the functions is over; their messages come again at the next start.
        }
    }

    public void Dispose()
    {
        // The processor holds nothing but the work that stopping it ends.
    }

    private static SessionHold Hold(ProcessSessionMessageEventArgs call) =>
        new(() => call.SessionLockedUntil, call.GetSessionStateAsync, call.SetSessionStateAsync, call.RenewSessionLockAsync, call.ReleaseSession);
}
