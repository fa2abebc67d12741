using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>A distance from what a path holds, by which results may be ordered although no index holds it.</summary>
/// <param name="IsVector">VectorDistance, which always puts the most similar first; else ST_DISTANCE.</param>
/// <param name="Path">The path.</param>
/// <param name="Function">The distance function that the call names, or null.</param>
internal sealed record Distance(bool IsVector, SqlExpression Path, string? Function)
{
    private static readonly string[] Functions = ["cosine", "dotproduct", "euclidean"];

    public static Distance? Of(SqlExpression expression, IReadOnlyDictionary<string, Value> parameters)
    {
        if (expression is not FunctionCall { IsUserDefined: false, Arguments: [var left, var right, ..] } call) return null;
        var isVector = call.Name.Equals("VectorDistance", StringComparison.OrdinalIgnoreCase);
        if (!isVector && !call.Name.Equals("ST_DISTANCE", StringComparison.OrdinalIgnoreCase)) return null;

        if (!isVector) return OrderRules.IsPath(left) ? new Distance(false, left, null) : OrderRules.IsPath(right) ? new Distance(false, right, null) : null;
        var path = OrderRules.IsPath(left) && IsVectorOf(right, parameters) ? left
            : OrderRules.IsPath(right) && IsVectorOf(left, parameters) ? right
            : null;
        return path is null ? null : new Distance(true, path, call.Arguments.Count > 3 ? FunctionOf(call.Arguments[3], parameters) : null);
    }

    /// <summary>Euclidean is a distance, where less is more similar; the others are similarities.</summary>
    public bool IsDescending(PlanContext context)
    {
        if (!IsVector) return false;
        var function = Function ?? context.DistanceFunctions.GetValueOrDefault(SyntaxTree.PolicyPath(Path)) ?? "cosine";
        return !function.Equals("euclidean", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsVectorOf(SqlExpression expression, IReadOnlyDictionary<string, Value> parameters) => expression switch
    {
        ArrayConstructor array => array.Items.All(item => item is Literal { Value.Kind: ValueKind.Number }),
        Parameter parameter => parameters.GetValueOrDefault(parameter.Name) is { Kind: ValueKind.Array } vector && vector.Elements().All(item => item.Kind == ValueKind.Number),
        _ => false,
    };

    private static string? FunctionOf(SqlExpression options, IReadOnlyDictionary<string, Value> parameters)
    {
        var chosen = options switch
        {
            Parameter parameter => parameters.GetValueOrDefault(parameter.Name)["distanceFunction"],
            ObjectConstructor constructor => constructor.Properties.FirstOrDefault(property => property.Key == "distanceFunction").Value switch
            {
                Literal literal => literal.Value,
                Parameter parameter => parameters.GetValueOrDefault(parameter.Name),
                _ => Value.Undefined,
            },
            _ => Value.Undefined,
        };
        if (chosen.Kind != ValueKind.String) return null;
        if (Functions.Contains(chosen.AsString, StringComparer.OrdinalIgnoreCase)) return chosen.AsString;
        throw new SqlException(
            "SC2210",
            $"VectorDistance function options argument property value '{chosen.AsString}' is not a valid value for option 'distanceFunction'.",
            options.Span.Start,
            options.Span.End);
    }
}
