using Microsoft.Extensions.Logging;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol.Authorization;
using Serverless.LocalCosmos.Sql;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>The whole protocol, whatever carries requests to it.</summary>
internal sealed partial class Gateway(Engines engines, Authenticator authenticator, ILogger logger)
{
    /// <summary>What the service takes as a batch; in bulk mode the SDK fills requests up to it. An item may be less.</summary>
    public const int MaximumBody = 2_202_010;

    private const byte BinaryJson = 0x80;
    private const string MetadataProbe = "/metadata/instance";

    private readonly FaultInjector _injector = new(engines);

    public async ValueTask<GatewayResponse> SendAsync(GatewayRequest request, CancellationToken cancellation)
    {
        var activity = ActivityOf(request);
        GatewayResponse response;
        try
        {
            response = await AnswerAsync(request, cancellation);
        }
        catch (RequestException refused)
        {
            response = ErrorBody.Of(refused);
        }
        catch (SqlException statement)
        {
            response = ErrorBody.Of(400, SubStatus.None, statement.ToErrorJson());
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // Whatever it is, it concerns one request: the others go on being served. The address stays out of the log: ids
            // may tell of people.
            LogFailure(logger, request.Method, activity, failure);
            response = ErrorBody.Of(500, SubStatus.None, $"The server failed to handle the request. ActivityId: {activity}");
        }

        return response == GatewayResponse.Dropped ? response : Complete(response, activity);
    }

    private async ValueTask<GatewayResponse> AnswerAsync(GatewayRequest request, CancellationToken cancellation)
    {
        // Clients ask whether they run on a virtual machine of Azure, through the handler that they were given.
        if (request.RawTarget.StartsWith(MetadataProbe, StringComparison.Ordinal)) throw RequestErrors.NotFound("Instance metadata");
        var target = TargetParser.Parse(request.RawTarget);
        if (!target.IsAdmin) authenticator.Verify(request, target);
        else if (target.Kind != ResourceKind.AdminStatus) authenticator.VerifyAdmin(request);
        var route = RouteTable.Find(request, target);
        engines.Counts.Add(route.Kind);
        var body = request.Method is "GET" or "DELETE" ? default : await request.ReadBodyAsync(MaximumBody, cancellation);
        if (!body.IsEmpty && body.Span[0] == BinaryJson)
            throw RequestErrors.NotSupported("Cosmos binary JSON (AZURE_COSMOS_BINARY_ENCODING_ENABLED)");
        var call = new Call(engines, request, target, body);
        return _injector.IsIdle
            ? await HandleAsync(route, call, cancellation)
            : await _injector.HandleAsync(route, call, HandleAsync, cancellation);
    }

    private static async ValueTask<GatewayResponse> HandleAsync(Route route, Call call, CancellationToken cancellation)
    {
        try
        {
            return await route.Operation.HandleAsync(call, cancellation);
        }
        catch (ObjectDisposedException) when (call.IsOrphaned)
        {
            // Deleted while the request was on its way.
            throw RequestErrors.OwnerNotFound($"The container '{call.Target.Container}'");
        }
    }

    /// <summary>What is sent back must be something that a header can carry.</summary>
    private static string ActivityOf(GatewayRequest request) =>
        request.Header(WireHeaders.ActivityId) is { } sent && Guid.TryParse(sent, out _) ? sent : Guid.NewGuid().ToString();

    private static GatewayResponse Complete(GatewayResponse response, string activity)
    {
        if (response.Header(WireHeaders.RequestCharge) is null) response.WithCharge(1);
        return response.With(WireHeaders.ActivityId, activity);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Method} request failed, activity {Activity}")]
    private static partial void LogFailure(ILogger logger, string method, string activity, Exception failure);
}
