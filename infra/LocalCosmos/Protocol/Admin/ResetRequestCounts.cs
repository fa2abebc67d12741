namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>DELETE /_localcosmos/requests</c>: counts from zero again.</summary>
internal sealed class ResetRequestCounts : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        call.Engines.Counts.Reset();
        return ValueTask.FromResult(new GatewayResponse(204));
    }
}
