using System.Diagnostics;
using System.Text.Json;
using Serverless.Cloud.Telemetry.Recording;
using Serverless.Kernel.Events;

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

    /// <summary>Begins to do what follows from an event: a part of the trace in which it was stored, and so is all that is stored by it.</summary>
    internal static Activity React(string follower, string? origin)
    {
        var span = Traces.Follow(follower, origin);
        span.SetTag("serverless.reaction", follower);
        return span;
    }

    /// <summary>These events are taken in.</summary>
    /// <param name="follower">A read model or a reaction.</param>
    internal void Done(string follower, IEnumerable<JsonElement> documents)
    {
        var now = time.GetUtcNow();
        foreach (var document in documents)
        {
            // What is anonymised says of when it happened no more than the day.
            if (document.TryGetProperty(EventDocument.AnonymisedField, out _) || !document.TryGetProperty("at", out var at) || !at.TryGetDateTimeOffset(out var stored)) continue;
            var lag = now > stored ? now - stored : TimeSpan.Zero;
            instruments.Lag(follower, lag);
            recorder.Lag(follower, lag);
        }
    }

    /// <summary>An event is parked that was not before.</summary>
    internal void Parked(string follower) => instruments.Parked(follower);
}
