using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Serverless.Cloud.Telemetry;

/// <summary>
/// Spans of the app. A request begins a trace or goes on with its client's; the events that it stores carry it, so that what
/// follows from them, whenever and wherever it runs, belongs to the same trace.
/// </summary>
public static class Traces
{
    public const string SourceName = "Serverless";

    internal static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Begins the span of an invocation. It exists whether or not anybody listens: answers and events carry its id. It is the
    /// current one from here on, for the method that calls this and what that calls.
    /// </summary>
    internal static Activity Begin(FunctionContext context, HttpContext? http, ActivityKind kind)
    {
        var name = context.FunctionDefinition.Name;
        // What a host on this machine has begun by itself is exported by nobody; in Azure it has run in another process.
        var sent = http?.Request.Headers.TraceParent.ToString();
        var parent = IsTrace(sent) ? sent : Activity.Current is null && IsTrace(context.TraceContext.TraceParent) ? context.TraceContext.TraceParent : null;
        Activity.Current = null;
        return Begin(name, kind, parent);
    }

    /// <summary>Begins what an event leads to, whether or not anybody listens: a part of the trace in which the event was stored.</summary>
    /// <param name="origin">Of the event, as it is stored in it; null where it goes back to no trace.</param>
    internal static Activity Follow(string name, string? origin)
    {
        if (!IsTrace(origin)) return Begin(name, ActivityKind.Consumer, parent: null);
        Activity.Current = null;
        return Begin(name, ActivityKind.Consumer, origin);
    }

    /// <summary>The same for several events at once: begins in the trace of the first, linked to the others. Null where nobody listens.</summary>
    /// <param name="origins">Of the events, each as <see cref="OriginOf(JsonElement)"/> tells it.</param>
    internal static Activity? FollowAll(string name, ActivityKind kind, IEnumerable<string?> origins)
    {
        if (!Source.HasListeners()) return null;
        var traces = origins.OfType<string>().Distinct(StringComparer.Ordinal).Select(Parse).ToList();
        return traces.Count == 0
            ? Source.StartActivity(name, kind)
            : Source.StartActivity(name, kind, traces[0], links: traces.Skip(1).Select(trace => new ActivityLink(trace)));
    }

    /// <summary>W3C trace context of the request that a stored event goes back to; null where it names none.</summary>
    internal static string? OriginOf(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object
        && document.TryGetProperty("why", out var why) && why.ValueKind == JsonValueKind.Object
        && why.TryGetProperty("traceParent", out var origin) && origin.ValueKind == JsonValueKind.String
        && IsTrace(origin.GetString()) ? origin.GetString() : null;

    /// <inheritdoc cref="OriginOf(JsonElement)"/>
    internal static string? OriginOf(JsonObject document) =>
        document["why"] is JsonObject why && why["traceParent"] is JsonValue value && value.TryGetValue<string>(out var origin) && IsTrace(origin) ? origin : null;

    private static bool IsTrace(string? text) => ActivityContext.TryParse(text, traceState: null, out _);

    private static Activity Begin(string name, ActivityKind kind, string? parent)
    {
        if (Source.StartActivity(name, kind, Parse(parent)) is { } listened) return listened;
        var unheard = new Activity(name);
        if (parent is not null) unheard.SetParentId(parent);
        return unheard.Start();
    }

    private static ActivityContext Parse(string? trace) => ActivityContext.TryParse(trace, traceState: null, isRemote: true, out var context) ? context : default;
}
