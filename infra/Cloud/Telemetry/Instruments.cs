using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Serverless.Cloud.Telemetry;

/// <summary>
/// The app's metrics, by OpenTelemetry's names where it has one. Every tag comes from what the source code declares, so that the
/// number of series is known; none is an id.
/// </summary>
public sealed class Instruments
{
    public const string MeterName = "Serverless";

    /// <summary>The most series of one metric. What would be one more is added up in one series of its own (<c>otel.metric.overflow</c>).</summary>
    public const int MostSeries = 2_000;

    private readonly Histogram<double> _requests;
    private readonly Histogram<double> _invocations;
    private readonly Counter<long> _errors;
    private readonly Counter<double> _charge;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _letters;
    private readonly Counter<long> _sent;
    private readonly Gauge<long> _depth;
    private readonly Gauge<long> _failed;

    public Instruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _requests = Seconds(meter, "http.server.request.duration", "How long a request takes");
        _invocations = Seconds(meter, "faas.invoke_duration", "How long an invocation takes that no request has caused");
        _errors = meter.CreateCounter<long>("faas.errors", "{error}", "Invocations that failed");
        _charge = meter.CreateCounter<double>("serverless.request_charge", "{request_unit}", "Request units that the store charged for a function");
        _lag = Seconds(meter, "serverless.projection.lag", "How long after an event was stored a read model or a reaction has taken it in");
        _letters = meter.CreateCounter<long>("serverless.deadletters", "{event}", "Events that were parked because they could not be taken in");
        _sent = meter.CreateCounter<long>("messaging.client.sent.messages", "{message}", "Messages that were sent");
        _depth = meter.CreateGauge<long>("serverless.queue.depth", "{message}", "Messages in a queue or subscription, by whether they wait or were given up");
        _failed = meter.CreateGauge<long>("serverless.orchestrations.failed", "{orchestration}", "Orchestrations that have failed within the last hour");
    }

    internal static Histogram<double> Seconds(Meter meter, string name, string description) => meter.CreateHistogram(
        name,
        "s",
        description,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 60] });

    internal void Request(MeasuredFunction function, string scheme, string method, int status, TimeSpan duration)
    {
        var tags = new TagList
        {
            { "url.scheme", scheme }, { "http.request.method", HttpMethods.GetCanonicalizedValue(method) }, { "http.route", function.Route }, { "http.response.status_code", status }, { "faas.name", function.Name },
        };
        if (status >= 500) tags.Add("error.type", status.ToString(CultureInfo.InvariantCulture));
        _requests.Record(duration.TotalSeconds, tags);
    }

    internal void Invocation(MeasuredFunction function, TimeSpan duration, string? error)
    {
        var tags = new TagList { { "faas.trigger", function.Trigger }, { "faas.name", function.Name } };
        _invocations.Record(duration.TotalSeconds, tags);
        if (error is null) return;
        tags.Add("error.type", error);
        _errors.Add(1, tags);
    }

    internal void Charge(MeasuredFunction function, double charge) => _charge.Add(charge, new KeyValuePair<string, object?>("faas.name", function.Name));

    internal void Lag(string follower, TimeSpan lag) => _lag.Record(lag.TotalSeconds, new KeyValuePair<string, object?>("serverless.projection", follower));

    internal void Parked(string follower) => _letters.Add(1, new KeyValuePair<string, object?>("serverless.projection", follower));

    internal void Sent(string destination, int count) =>
        _sent.Add(count, new("messaging.system", "servicebus"), new("messaging.destination.name", destination), new("messaging.operation.name", "send"));

    /// <summary>As it is now.</summary>
    /// <param name="queue">Or a topic and its subscription.</param>
    public void Depth(string queue, long active, long deadLetters)
    {
        _depth.Record(active, new("messaging.destination.name", queue), new("serverless.queue.part", "active"));
        _depth.Record(deadLetters, new("messaging.destination.name", queue), new("serverless.queue.part", "deadletters"));
    }

    /// <summary>Within the last hour.</summary>
    public void FailedOrchestrations(int count) => _failed.Record(count);
}
