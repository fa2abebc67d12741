using Serverless.LocalCosmos;

namespace Serverless.Benchmarks.Targets;

/// <summary>LocalCosmos on disk: the real executable in its own process, and the handler within this one.</summary>
internal static class LocalCosmosTarget
{
    public const string OverHttp = "LocalCosmos over HTTP";
    public const string InProcess = "LocalCosmos in process";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll");

    public static Task<Target> StartOverHttpAsync(CancellationToken cancellation) => StartOverHttpAsync(new TemporaryDirectory(), cancellation);

    public static async Task<Target> StartOverHttpAsync(TemporaryDirectory data, CancellationToken cancellation)
    {
        ServerProcess process = await ServerProcess.StartAsync(
            "dotnet", port => [Program, "--port", $"{port}", "--data", data.Path], cancellation);
        return new Target(OverHttp, SdkClient.Connect(process.Endpoint), process, data);
    }

    public static Task<Target> StartInProcessAsync(CancellationToken cancellation)
    {
        TemporaryDirectory data = new();
        LocalCosmosAccount account = LocalCosmosAccount.Open(new LocalCosmosOptions { DataDirectory = data.Path });
        LocalCosmosHandler handler = new(account);
        Func<HttpClient> http = () => new HttpClient(handler, disposeHandler: false);
        return Task.FromResult(new Target(InProcess, SdkClient.Connect(LocalCosmosHandler.Endpoint, http), process: null, account, data));
    }
}
