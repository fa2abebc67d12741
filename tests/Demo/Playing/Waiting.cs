namespace Serverless.Demo.Playing;

/// <summary>Looks again until what is to follow by itself has followed, and says what it was when it has not.</summary>
internal sealed class Waiting(TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <param name="look">Null while it is not so.</param>
    /// <exception cref="Mishap">It never came to be.</exception>
    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look, CancellationToken cancellation)
        where T : class
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await look() is { } found) return found;
            if (time.GetElapsedTime(started) > patience) throw new Mishap($"waited {patience.TotalSeconds:0} s in vain until {what}");
            await Task.Delay(pause, time, cancellation);
        }
    }
}
