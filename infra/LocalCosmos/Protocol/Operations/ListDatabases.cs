using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ListDatabases : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(ResourceFeed.List(call, "", "Databases", [.. call.Engines.Catalog.Databases.Select(d => d.Json)]));
}
