using Serverless.LocalCosmos.Terminal;

namespace Serverless.LocalCosmos;

/// <summary>Written out, because the class of top-level statements would be public.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // Requests are served on the thread that receives them: a hand-over to another thread costs more than a point read.
        // One such thread: two would mostly wait for each other at the writer. What may take long leaves it by itself.
        // Only the environment sets this, and only before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");
        return new ServeCommand().RunAsync(args, Serving.RunAsync);
    }
}
