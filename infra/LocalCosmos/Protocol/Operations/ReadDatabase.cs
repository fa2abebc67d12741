using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReadDatabase : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var database = call.Database();
        return ValueTask.FromResult(call.Header(WireHeaders.IfNoneMatch) == database.ETag
            ? ResourceAnswer.NotModified(database.ETag)
            : ResourceAnswer.Of(200, database));
    }
}
