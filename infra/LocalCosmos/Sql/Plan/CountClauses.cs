using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Plan;

/// <summary>The numbers of TOP, OFFSET and LIMIT, with parameters resolved.</summary>
internal sealed record CountClauses(long? Top, long? Offset, long? Limit)
{
    public static readonly CountClauses None = new(null, null, null);

    /// <exception cref="SqlException">One of them is no whole number between 0 and 4294967295.</exception>
    public static CountClauses Of(SqlQuery query, IReadOnlyDictionary<string, Value> parameters) => new(
        CountOf(query.Select.Top, parameters, "SC2060", "The count value provided for a TOP clause must be an integer."),
        CountOf(query.OffsetLimit?.Offset, parameters, "SC2062", "The OFFSET count value exceeds the maximum allowed value."),
        CountOf(query.OffsetLimit?.Limit, parameters, "SC2061", "The LIMIT count value exceeds the maximum allowed value."));

    private static long? CountOf(SqlExpression? clause, IReadOnlyDictionary<string, Value> parameters, string code, string message)
    {
        if (clause is null) return null;
        var value = clause is Parameter parameter ? parameters.GetValueOrDefault(parameter.Name) : ((Literal)clause).Value;
        if (value.Kind == ValueKind.Number && value.AsNumber is >= 0 and <= uint.MaxValue && double.IsInteger(value.AsNumber)) return (long)value.AsNumber;
        throw new SqlException(code, message, clause.Span.Start, clause.Span.End);
    }
}
