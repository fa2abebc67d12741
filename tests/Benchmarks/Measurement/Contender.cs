using Serverless.Benchmarks.Targets;

namespace Serverless.Benchmarks.Measurement;

/// <summary>One side of a comparison: a name and its call; what it could not do, or its rounds so far.</summary>
/// <param name="servers">That work for it; null stands for this process.</param>
internal sealed class Contender(string name, Func<Random, Task> callAsync, params ServerProcess?[] servers)
{
    private readonly List<RoundResult> _rounds = [];

    public string Name => name;

    public string? Failure { get; private set; }

    public RoundResult? Result => Failure is null && _rounds.Count > 0 ? RoundResult.MedianOf(_rounds) : null;

    public static Contender Unable(string name, string why) => new(name, _ => Task.CompletedTask) { Failure = why };

    public async Task WarmUpAsync(int callers, TimeSpan length, CancellationToken cancellation) =>
        await TryAsync(() => Round.RunAsync(callers, length, callAsync, servers, cancellation));

    public async Task TakeTurnAsync(int callers, TimeSpan length, CancellationToken cancellation)
    {
        if (await TryAsync(() => Round.RunAsync(callers, length, callAsync, servers, cancellation)) is { } round) _rounds.Add(round);
    }

    // Any failure means that the server cannot do the operation; which exception tells it differs with the server.
    private async Task<RoundResult?> TryAsync(Func<Task<RoundResult>> roundAsync)
    {
        if (Failure is not null) return null;
        try
        {
            return await roundAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Failure = Reason.Of(exception);
            return null;
        }
    }
}
