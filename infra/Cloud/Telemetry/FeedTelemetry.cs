using System.Diagnostics;
using System.Text.Json;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Cloud.Telemetry;

/// <summary>What follows a change feed, measured: a span in the trace of each event, and how long after the event it was done.</summary>
public sealed class FeedTelemetry(Instruments instruments, Recorder recorder, TimeProvider time)
{
    /// <summary>Begins to take in events. Null where nobody listens.</summary>
    internal static Activity? Fold(string follower, IEnumerable<JsonElement> documents)
    {
        var span = Traces.FollowAll($"fold {follower}", ActivityKind.Consumer, documents.Select(Traces.OriginOf));
        span?.SetTag("serverless.projection", follower);
        return span;
    }

    /// <summary>These events are taken in.</summary>
    /// <param name="follower">A read model or a reaction.</param>
    public void Done(string follower, IEnumerable<JsonElement> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        var now = time.GetUtcNow();
        foreach (var document in documents)
        {
            if (!document.TryGetProperty("at", out var at) || !at.TryGetDateTimeOffset(out var stored)) continue;
            var lag = now > stored ? now - stored : TimeSpan.Zero;
            instruments.Lag(follower, lag);
            recorder.Lag(follower, lag);
        }
    }

    public void Parked(string follower, int count) => instruments.Parked(follower, count);
}
