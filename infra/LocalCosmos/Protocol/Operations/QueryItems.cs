using Serverless.LocalCosmos.Engine.Queries;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class QueryItems : Operation
{
    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var body = QueryBody.Parse(call.Body);
        var scope = RequestScope.Of(call, container);
        var request = new QueryRequest(
            body.Text, body.Parameters, scope.Interval, PageSize.Of(call), call.Header(WireHeaders.Continuation), body.ResumeFilter);
        var started = call.Engines.Time.GetTimestamp();
        var page = await call.Engines.Queries.ExecuteAsync(container, request, cancellation);
        // A page that did not say so would be thrown away by clients that query optimistically, and asked for again.
        var response = QueryAnswer.Of(page, container, scope.Range).With(WireHeaders.RequiresDistribution, "False");
        if (call.Request.HasFlag(WireHeaders.PopulateQueryMetrics))
            response.With(WireHeaders.QueryMetrics, QueryMetricsText.Of(page.Metrics, call.Engines.Time.GetElapsedTime(started)));
        if (call.Request.HasFlag(WireHeaders.PopulateIndexMetrics) || call.Request.HasFlag(WireHeaders.PopulateIndexMetricsV2))
            response.With(WireHeaders.IndexUtilization, IndexUtilization.Of(page.Metrics));
        return response;
    }
}
