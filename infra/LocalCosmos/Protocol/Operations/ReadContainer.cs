using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReadContainer : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        return ValueTask.FromResult(call.Header(WireHeaders.IfNoneMatch) == container.Definition.ETag
            ? ResourceAnswer.NotModified(container.Definition.ETag)
            : ResourceAnswer.Of(200, container));
    }
}
