namespace Serverless.Benchmarks;

internal sealed record BenchmarkOptions(
    int[] Clients,
    TimeSpan RoundLength,
    int Rounds,
    string[] Operations,
    string[] Targets,
    int? Documents,
    bool WithFeeds,
    FileInfo? Output)
{
    public bool WantsOperation(string name) => Wants(Operations, name);

    public bool WantsTarget(string name) => Wants(Targets, name);

    private static bool Wants(string[] words, string name) =>
        words.Length == 0 || words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
