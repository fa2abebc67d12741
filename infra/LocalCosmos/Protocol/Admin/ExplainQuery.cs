using Serverless.LocalCosmos.Engine.Queries;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary>
/// <c>POST /_localcosmos/dbs/{db}/colls/{coll}/explain</c> with the body and the partition key headers of a query: how
/// the statement would find its items, without running it.
/// </summary>
internal sealed class ExplainQuery : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var body = QueryBody.Parse(call.Body);
        var scope = RequestScope.Of(call, container);
        var request = new QueryRequest(body.Text, body.Parameters, scope.Interval, PageSize.Of(call), Continuation: null, body.ResumeFilter);
        return AdminJson.Answer(new { plan = await call.Engines.Queries.ExplainAsync(container, request, cancellation) });
    }
}
