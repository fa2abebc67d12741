using Azure.Messaging.ServiceBus;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>
/// Runs a function for each message, several at once. A message is completed when its function has succeeded and abandoned
/// when it has failed, so that it comes again until it has come too often and is dead-lettered.
/// </summary>
internal sealed class MessageTrigger(MessageInvoker invoker, ServiceBusProcessorOptions options) : ITrigger
{
    private ServiceBusProcessor? _processor;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var entity = invoker.Entity;
        _processor = entity.Subscription is null
            ? entity.Client.CreateProcessor(entity.QueueOrTopic, options)
            : entity.Client.CreateProcessor(entity.QueueOrTopic, entity.Subscription, options);
        _processor.ProcessMessageAsync += call => invoker.RunAsync(new([call.Message], Settlement.By(call)));
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
}
