namespace Serverless.Benchmarks.Targets;

/// <summary>LocalCosmos on disk: the real executable in its own process, and the handler within this one.</summary>
internal static class LocalCosmosTarget
{
    public const string OverHttp = "LocalCosmos (HTTP, disk)";
    public const string InProcess = "LocalCosmos (in process, disk)";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Serverless.LocalCosmos.dll");

    public static Task<Target> StartOverHttpAsync(CancellationToken cancellation) => StartOverHttpAsync(new TemporaryDirectory(), cancellation);

    public static async Task<Target> StartOverHttpAsync(TemporaryDirectory data, CancellationToken cancellation)
    {
        ServerProcess process = await ServerProcess.StartAsync(
            "dotnet", port => [Program, "--port", $"{port}", "--data", data.Path], cancellation);
        return new Target(OverHttp, SdkClient.Connect(process.Endpoint), process, data);
    }
}
