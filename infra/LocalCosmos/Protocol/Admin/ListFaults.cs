namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>GET /_localcosmos/faults</c>.</summary>
internal sealed class ListFaults : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(AdminJson.Answer(call.Engines.Faults.List().Select(FaultDescription.Of)));
}
