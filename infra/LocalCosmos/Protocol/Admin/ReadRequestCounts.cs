namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>GET /_localcosmos/requests</c>: how many requests of each kind came in.</summary>
internal sealed class ReadRequestCounts : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var counts = call.Engines.Counts.Snapshot();
        return ValueTask.FromResult(AdminJson.Answer(new { total = counts.Values.Sum(), operations = counts }));
    }
}
