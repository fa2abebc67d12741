using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Azure.Cosmos;

namespace Serverless.Cloud.Telemetry;

/// <summary>What requests to the store cost, in request units: as a metric, and added up for whoever asks.</summary>
public sealed class RequestCharges : RequestHandler
{
    public const string MeterName = "Serverless.Cosmos";

    private static readonly AsyncLocal<RequestCharge?> Current = new();

    private readonly Counter<double> _charge;
    private readonly Counter<long> _requests;

    public RequestCharges(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create(MeterName);
        _charge = meter.CreateCounter<double>("serverless.cosmos.request_charge", "{request_unit}", "Request units that the store charged");
        _requests = meter.CreateCounter<long>("serverless.cosmos.requests", "{request}", "Requests to the store");
    }

    /// <summary>Begins to add up what is charged in what follows in this flow of control.</summary>
    public static RequestCharge Begin() => Current.Value = new RequestCharge();

    public override async Task<ResponseMessage> SendAsync(RequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = await base.SendAsync(request, cancellationToken);
        var tags = new TagList { { "method", request.Method.Method }, { "container", ContainerOf(request.RequestUri) }, { "status", (int)response.StatusCode } };
        _charge.Add(response.Headers.RequestCharge, tags);
        _requests.Add(1, tags);
        Current.Value?.Add(response.Headers.RequestCharge);
        return response;
    }

    /// <summary>Names of containers only: ids of documents would make a series each.</summary>
    private static string ContainerOf(Uri uri)
    {
        var parts = uri.OriginalString.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "colls");
        return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : "";
    }
}

/// <summary>A sum of charges, by several threads perhaps.</summary>
public sealed class RequestCharge
{
    private double _total;

    public double Total => Volatile.Read(ref _total);

    internal void Add(double charge)
    {
        double before;
        do before = Volatile.Read(ref _total);
        while (Interlocked.CompareExchange(ref _total, before + charge, before) != before);
    }
}
