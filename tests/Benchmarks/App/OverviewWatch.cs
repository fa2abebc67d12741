using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.App;

/// <summary>
/// Sees by the change feed of the read model which version of each person it contains. It looks every 10 ms, so that much of
/// a lag may be its own.
/// </summary>
internal sealed class OverviewWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _contained = [];
    private readonly List<(string Person, long Version, long At)> _waiting = [];
    private readonly List<double> _lags = [];
    private readonly Task _running;

    private OverviewWatch(FeedIterator feed) => _running = RunAsync(feed);

    public static async Task<OverviewWatch> StartAsync(AppSystem system, CancellationToken cancellation)
    {
        var overviews = system.Database.GetContainer("person-overview");
        await overviews.ReadContainerAsync(cancellationToken: cancellation);
        return new OverviewWatch(overviews.GetChangeFeedStreamIterator(ChangeFeedStartFrom.Beginning(), ChangeFeedMode.LatestVersion));
    }

    /// <param name="version">As the ETag says it.</param>
    public void Answered(string person, string version)
    {
        var (number, now) = (long.Parse(version.Trim('"'), CultureInfo.InvariantCulture), Stopwatch.GetTimestamp());
        lock (_lock)
        {
            if (_contained.TryGetValue(person, out var contained) && contained >= number) _lags.Add(0);
            else _waiting.Add((person, number, now));
        }
    }

    /// <returns>The lags since it was asked last, in milliseconds, when nothing is waited for any more.</returns>
    public async Task<IReadOnlyList<double>> DrainAsync(TimeSpan patience)
    {
        using PeriodicTimer timer = new(Interval);
        for (var started = Stopwatch.GetTimestamp(); ; await timer.WaitForNextTickAsync(_ended.Token))
        {
            if (_running.IsCompleted) await _running;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    double[] lags = [.. _lags];
                    _lags.Clear();
                    return lags;
                }

                if (Stopwatch.GetElapsedTime(started) > patience) throw new TimeoutException($"{_waiting.Count} writes were not in the read model after {patience}.");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        _ended.Dispose();
    }

    private async Task RunAsync(FeedIterator feed)
    {
        using PeriodicTimer timer = new(Interval);
        using (feed)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_ended.Token))
                {
                    using var page = await feed.ReadNextAsync(_ended.Token);
                    if (page.StatusCode == HttpStatusCode.NotModified) continue;
                    page.EnsureSuccessStatusCode();
                    var at = Stopwatch.GetTimestamp();
                    using var read = await JsonDocument.ParseAsync(page.Content, cancellationToken: _ended.Token);
                    foreach (var document in read.RootElement.GetProperty("Documents").EnumerateArray()) Contain(document, at);
                }
            }
            catch (OperationCanceledException) when (_ended.IsCancellationRequested)
            {
            }
        }
    }

    private void Contain(JsonElement document, long at)
    {
        var person = document.GetProperty("subjectId").GetString()!;
        if (!document.GetProperty("next").TryGetProperty($"people/{person}", out var next)) return;
        var version = next.GetProperty("version").GetInt64() - 1;
        lock (_lock)
        {
            _contained[person] = version;
            foreach (var one in _waiting.Where(one => one.Person == person && one.Version <= version))
                _lags.Add(Math.Max(0, Stopwatch.GetElapsedTime(one.At, at).TotalMilliseconds));
            _waiting.RemoveAll(one => one.Person == person && one.Version <= version);
        }
    }
}
