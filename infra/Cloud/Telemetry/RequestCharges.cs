using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Telemetry;

/// <summary>What requests to the store cost, in time and in request units: as metrics, as spans, and added up for whoever asks.</summary>
public sealed class RequestCharges : RequestHandler
{
    private const string System = "azure.cosmosdb";

    private static readonly AsyncLocal<RequestCharge?> Current = new();

    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _charge;

    public RequestCharges(IMeterFactory meters, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _time = time;
        var meter = meters.Create(Instruments.MeterName);
        _duration = Instruments.Seconds(meter, "db.client.operation.duration", "How long a request to the store takes");
        _charge = meter.CreateHistogram<double>("azure.cosmosdb.client.operation.request_charge", "{request_unit}", "Request units that the store charges for a request");
    }

    /// <summary>Begins to add up what is charged in what follows in this flow of control.</summary>
    public static RequestCharge Begin() => Current.Value = new RequestCharge(Current.Value);

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isMeasured = _duration.Enabled || _charge.Enabled;
        // What belongs to no invocation, such as looking after containers at the start, is no trace of its own.
        var isTraced = Activity.Current is not null && Traces.Source.HasListeners();
        var operation = isMeasured || isTraced ? StoreOperation.Of(request) : null;
        using var span = isTraced ? Begin(operation!) : null;
        var started = _time.GetTimestamp();
        var response = await base.SendAsync(request, cancellationToken);
        Current.Value?.Add(response.Headers.RequestCharge);
        if (operation is null) return response;

        var elapsed = _time.GetElapsedTime(started);
        var tags = Tags(operation, (int)response.StatusCode);
        _duration.Record(elapsed.TotalSeconds, tags);
        _charge.Record(response.Headers.RequestCharge, tags);
        if (span is not null) End(span, response);
        return response;
    }

    private static Activity? Begin(StoreOperation operation)
    {
        var span = Traces.Source.StartActivity(operation.ToString(), ActivityKind.Client);
        if (span is not { IsAllDataRequested: true }) return span;
        span.SetTag("db.system.name", System);
        span.SetTag("db.operation.name", operation.Name);
        span.SetTag("db.collection.name", operation.Container);
        return span;
    }

    private static void End(Activity span, ResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        span.SetTag("db.response.status_code", status);
        span.SetTag("azure.cosmosdb.operation.request_charge", response.Headers.RequestCharge);
        if ((int)response.StatusCode < 400) return;
        span.SetTag("error.type", status);
        span.SetStatus(ActivityStatusCode.Error);
    }

    private static TagList Tags(StoreOperation operation, int status)
    {
        var text = status.ToString(CultureInfo.InvariantCulture);
        var tags = new TagList
        {
            { "db.system.name", System }, { "db.operation.name", operation.Name }, { "db.collection.name", operation.Container }, { "db.response.status_code", text },
        };
        if (status >= 400) tags.Add("error.type", text);
        return tags;
    }
}
