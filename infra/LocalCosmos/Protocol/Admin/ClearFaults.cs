namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>DELETE /_localcosmos/faults</c>: no rule is left.</summary>
internal sealed class ClearFaults : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        call.Engines.Faults.Clear();
        return ValueTask.FromResult(new GatewayResponse(204));
    }
}
