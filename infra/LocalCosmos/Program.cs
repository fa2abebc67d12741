using Serverless.LocalCosmos.Terminal;

namespace Serverless.LocalCosmos;

/// <summary>Written out, because the class of top-level statements would be public.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        // Requests are served on the threads that receive them: a hand-over to another thread costs more than a point read.
        // What may take long leaves them by itself. Only the environment sets this, and only before the first socket.
        Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        return new ServeCommand().RunAsync(args, Serving.RunAsync);
    }
}
