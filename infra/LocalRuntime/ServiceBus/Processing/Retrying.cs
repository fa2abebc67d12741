using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>A loop that an error does not end: it is told, and after the client's delay the loop begins again.</summary>
internal static class Retrying
{
    public static async Task RunAsync(Func<Task> loop, Func<Exception, Task> failed, ServiceBusClient client, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await loop();
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                await failed(failure);
                try
                {
                    await Task.Delay(client.RetryDelay, client.Clock, stopping);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
