namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class DeleteDatabase : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        await call.Engines.Catalog.DeleteDatabaseAsync(call.Database(), call.Header(WireHeaders.IfMatch), cancellation);
        return new GatewayResponse(204);
    }
}
