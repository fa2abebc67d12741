using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>A VectorDistance that names no distance function uses that of the container's policy for its path.</summary>
internal static class VectorPolicy
{
    /// <param name="functions">From the paths of the policy, such as <c>/embedding</c>, to their distance functions.</param>
    public static IReadOnlyList<SqlExpression> Arguments(FunctionCall call, IReadOnlyDictionary<string, string> functions)
    {
        var arguments = call.Arguments;
        if (functions.Count == 0 || arguments.Count is < 2 or > 3) return arguments;
        var path = arguments.Take(2).Select(SyntaxTree.PolicyPath).FirstOrDefault(functions.ContainsKey);
        if (path is null) return arguments;
        var options = Value.Of(new KeyValuePair<string, Value>[] { new("distanceFunction", Value.Of(functions[path])) });
        return [.. arguments.Concat([new Literal(Value.False)]).Take(3), new Literal(options)];
    }
}
