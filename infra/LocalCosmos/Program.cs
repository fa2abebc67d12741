using Serverless.LocalCosmos.Terminal;

namespace Serverless.LocalCosmos;

/// <summary>Written out, because the class of top-level statements would be public.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => new ServeCommand().RunAsync(args, Serving.RunAsync);
}
