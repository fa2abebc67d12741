namespace Serverless.Benchmarks.Targets.Stub;

/// <summary>Canned answers behind Kestrel: the floor that the SDK and the web server set.</summary>
internal static class StubTarget
{
    public const string Name = "stub";

    public static async Task<Target> StartAsync(CancellationToken cancellation)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Serverless.Benchmarks.dll");
        ServerProcess process = await ServerProcess.StartAsync("dotnet", port => [program, "stub", "--port", $"{port}"], cancellation);
        return new Target(Name, SdkClient.Connect(process.Endpoint), process);
    }
}
