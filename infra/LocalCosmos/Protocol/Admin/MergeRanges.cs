using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary>
/// <c>POST /_localcosmos/dbs/{db}/colls/{coll}/merge</c> with <c>{"ranges":["1","2"]}</c>, two neighbours. Answers the
/// ranges that the container then has.
/// </summary>
internal sealed class MergeRanges : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var request = AdminJson.Read<Request>(call.Body);
        if (request.Ranges is not [{ } first, { } second]) throw RequestErrors.BadRequest("A merge takes two ranges.");
        return AdminJson.Answer(RangeDescription.All(
            await call.Engines.Catalog.MergeAsync(container, first, second, cancellation)));
    }

    private sealed record Request
    {
        public required IReadOnlyList<string> Ranges { get; init; }
    }
}
