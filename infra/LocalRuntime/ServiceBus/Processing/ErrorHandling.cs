using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Processing;

/// <summary>Tells a processor's error handler.</summary>
internal static class ErrorHandling
{
    public static async Task TellAsync(Func<ProcessErrorEventArgs, Task> handler, ProcessErrorEventArgs args)
    {
        try
        {
            await handler(args);
        }
        catch (Exception)
        {
            // There is nobody left to tell that the error handler has failed, and the messages go on.
        }
    }
}
