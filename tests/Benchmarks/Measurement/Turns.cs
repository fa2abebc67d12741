namespace Serverless.Benchmarks.Measurement;

/// <summary>Contenders measured in turns (A B C, A B C, ...), so that a slow moment of the machine strikes all alike.</summary>
internal static class Turns
{
    public static async Task RunAsync(
        IReadOnlyList<Contender> contenders, int callers, TimeSpan length, int rounds, CancellationToken cancellation)
    {
        foreach (Contender contender in contenders) await contender.WarmUpAsync(callers, length, cancellation);
        for (int round = 0; round < rounds; round++)
        {
            foreach (Contender contender in contenders) await contender.TakeTurnAsync(callers, length, cancellation);
        }
    }
}
