using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>All items of a scope, without a query.</summary>
internal sealed class ReadItemFeed : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var scope = RequestScope.Of(call, container);
        var page = await Engine.Queries.QueryEngine.ReadFeedAsync(
            container, scope.Interval, PageSize.Of(call), call.Header(WireHeaders.Continuation), cancellation);
        return QueryAnswer.Of(page, container, scope.Range);
    }
}
