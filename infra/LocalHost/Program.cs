using Serverless.LocalHost.Running;
using Serverless.LocalHost.Terminal;

namespace Serverless.LocalHost;

/// <summary>Starts the whole system on this machine: LocalCosmos, Azurite and the app.</summary>
internal static class Program
{
    private static Task<int> Main(string[] args) => new RunCommand().RunAsync(args, (options, _) => Run.UntilStoppedAsync(options));
}
