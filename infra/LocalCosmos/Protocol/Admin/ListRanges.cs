namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>GET /_localcosmos/dbs/{db}/colls/{coll}/ranges</c>.</summary>
internal sealed class ListRanges : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation) =>
        ValueTask.FromResult(AdminJson.Answer(RangeDescription.All(call.Container().Ranges)));
}
