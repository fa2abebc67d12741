namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class DeleteContainer : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        await call.Engines.Catalog.DeleteContainerAsync(container, call.Header(WireHeaders.IfMatch), cancellation);
        // The client forgets its session tokens by this path.
        return new GatewayResponse(204)
            .With(WireHeaders.ContentPath, container.Rid)
            .With(WireHeaders.AltContentPath, container.AltContentPath);
    }
}
