using Serverless.Benchmarks.Targets.Stub;

namespace Serverless.Benchmarks.Targets;

/// <summary>A target that can be started.</summary>
internal sealed record Contestant(string Name, Func<CancellationToken, Task<Target>> StartAsync);

internal static class Contestants
{
    public static readonly Contestant LocalCosmos = new(LocalCosmosTarget.OverHttp, LocalCosmosTarget.StartOverHttpAsync);
    public static readonly Contestant Npm = new(NpmTarget.Name, NpmTarget.StartAsync);

    public static readonly IReadOnlyList<Contestant> All =
    [
        LocalCosmos,
        new(LocalCosmosTarget.InProcess, LocalCosmosTarget.StartInProcessAsync),
        Npm,
        new(NpmTarget.WithKeepAlive, NpmTarget.StartWithKeepAliveAsync),
        new(StubTarget.Name, StubTarget.StartAsync),
    ];
}
