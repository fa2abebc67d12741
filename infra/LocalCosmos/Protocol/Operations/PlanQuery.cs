using System.Text;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Protocol.Answers;
using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Protocol.Operations;

/// <summary>How a client is to distribute a statement over the ranges, and to merge what they answer.</summary>
internal sealed class PlanQuery : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var body = QueryBody.Parse(call.Body);
        var key = container.Definition.PartitionKey;
        var context = new PlanContext(key.Segments, values => EffectivePartitionKey.ToText(EffectivePartitionKey.Of(values, key.Kind)));
        var plan = QueryPlanner.Plan(SqlParser.Parse(body.Text), body.Parameters, context);
        var response = new GatewayResponse(200, Encoding.UTF8.GetBytes(plan.ToJson()));
        return ValueTask.FromResult(response.About(container, container.Ranges.Live[0]));
    }
}
