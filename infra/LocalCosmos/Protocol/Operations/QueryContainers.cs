using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class QueryContainers : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var database = call.Database();
        return ValueTask.FromResult(ResourceFeed.Query(call, database.Rid, "DocumentCollections", ResourceFeed.Containers(database)));
    }
}
