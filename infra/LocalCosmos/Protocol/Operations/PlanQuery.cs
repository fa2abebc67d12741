using System.Text;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Protocol.Answers;
using Serverless.LocalCosmos.Sql.Evaluation;
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
        var context = new PlanContext(key.Segments, values => EffectivePartitionKey.ToText(EffectivePartitionKey.Of(values, key.Kind)))
        {
            HasLogicalPartitionKey = RequestScope.Key(call) is { } given && given.Count == key.Levels,
            DistanceFunctions = container.Definition.DistanceFunctions,
        };
        var statement = SqlParser.Parse(body.Text);
        var plan = QueryPlanner.Plan(statement, body.Parameters, context);

        // What a range would refuse (an unknown function, say) is refused here already, and with the user's own text.
        CompiledQuery.Compile(statement, body.Parameters, call.Engines.Time.GetUtcNow());
        var response = new GatewayResponse(200, Encoding.UTF8.GetBytes(plan.ToJson()));
        return ValueTask.FromResult(response.About(container, container.Ranges.Live[0]));
    }
}
