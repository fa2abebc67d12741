using Serverless.LocalCosmos.Sql.Plan;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Plan;

/// <summary>The most similar come first: that is the greatest similarity, but the least Euclidean distance.</summary>
public sealed class VectorOracleTests
{
    [OracleTheory]
    [InlineData("cosine", "VectorDistance(c.v, [1, 2])")]
    [InlineData("dotproduct", "VectorDistance(c.v, [1, 2])")]
    [InlineData("euclidean", "VectorDistance(c.v, [1, 2])")]
    [InlineData("euclidean", "VectorDistance(c.v, [1, 2], true, {distanceFunction: 'cosine'})")]
    [InlineData("cosine", "VectorDistance(c.v, [1, 2], true, {distanceFunction: 'Euclidean'})")]
    public void The_distance_function_gives_the_direction(string function, string distance)
    {
        var statement = $"SELECT TOP 3 VALUE c.id FROM c ORDER BY {distance}";
        var policy = $$"""{"vectorEmbeddings":[{"path":"/v","dataType":"float32","dimensions":2,"distanceFunction":"{{function}}"}]}""";

        var native = NativePlanner.Plan(statement, [], [["pk"]], vectorPolicy: policy).Json.GetProperty("queryInfo").GetProperty("orderBy")[0].GetString();
        var context = PlanContext.None with { DistanceFunctions = new Dictionary<string, string> { ["/v"] = function } };
        var info = QueryPlanner.Plan(SqlParser.Parse(statement), new Dictionary<string, Value>(), context).Info;

        Assert.True(info.HasNonStreamingOrderBy);
        Assert.Equal(native, info.OrderBy[0] ? "Descending" : "Ascending");
    }
}
