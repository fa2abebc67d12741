using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>What is wrong with a statement that parses. Codes and texts are the service's, where it has one.</summary>
internal static class SemanticErrors
{
    public static SqlException UnknownName(string name, TextSpan span) =>
        Error("SC2001", $"Identifier '{name}' could not be resolved.", span);

    public static SqlException UnknownParameter(string name, TextSpan span) =>
        Error("SC2002", $"Parameter '{name}' has no value.", span);

    public static SqlException UserDefinedFunction(string name, TextSpan span) =>
        Error("SC2004", $"User-defined-function '{name}' could not be resolved. User-defined functions are not supported.", span);

    public static SqlException UnknownFunction(string name, TextSpan span) =>
        Error("SC2005", $"'{name}' is not a recognized built-in function name.", new TextSpan(span.Start, span.Start + name.Length));

    public static SqlException DuplicateAlias(string name, TextSpan span) =>
        Error("SC2021", $"The input set name or alias '{name}' is specified more than once in the FROM clause.", span);

    public static SqlException DuplicateProperty(string name, TextSpan span) =>
        Error("SC2022", $"Object creation error, property name '{name}' specified more than once.", span);

    public static SqlException StarWithoutFrom(TextSpan span) =>
        Error("SC1021", "Syntax error, 'SELECT *' is not valid if FROM clause is omitted.", span);

    public static SqlException StarWithAggregates(TextSpan span) =>
        Error("SC2040", "'SELECT *' is not allowed with aggregate functions.", span);

    public static SqlException StarWithGroupBy(TextSpan span) =>
        Error("SC2041", "'SELECT *' is not allowed with GROUP BY.", span);

    public static SqlException StarWithSeveralSources(TextSpan span) =>
        Error("SC2042", "'SELECT *' is only valid with a single input set.", span);

    public static SqlException WrongArgumentCount(string name, int least, int most, TextSpan span)
    {
        var count = most == int.MaxValue ? $"at least {least}" : least == most ? $"{least}" : $"{least} to {most}";
        return Error("SC2050", $"The {name} function requires {count} argument(s).", span);
    }

    public static SqlException CountNotInteger(string clause, TextSpan span) =>
        Error("SC2060", $"The count value provided for a {clause} clause must be an integer.", span);

    public static SqlException NestedAggregate(TextSpan span) =>
        Error("SC2101", "Cannot perform an aggregate function on an expression containing an aggregate or a subquery.", span);

    public static SqlException NotGrouped(string path, TextSpan span) =>
        Error("SC2102", $"Property reference '{path}' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause.", span);

    public static SqlException NotGroupedOrder(string path, TextSpan span) =>
        Error("SC2103", $"Property reference '{path}' is invalid in the ORDER BY clause because it is not contained in either an aggregate function or the GROUP BY clause.", span);

    public static SqlException MisplacedAggregate(TextSpan span) =>
        Error("SC2104", "Aggregates are not allowed in this clause.", span);

    public static SqlException GroupKeyWithoutProperty(TextSpan span) =>
        Error("SC2110", "Each GROUP BY expression must contain at least one property reference.", span);

    public static SqlException GroupKeyWithAggregate(TextSpan span) =>
        Error("SC2111", "Cannot use an aggregate or a subquery in an expression used for the group by list of a GROUP BY clause.", span);

    public static SqlException SeveralRows(TextSpan span) =>
        Error("SC2201", "The cardinality of a scalar subquery result set cannot be greater than one.", span);

    public static SqlException OrderByInSubquery(TextSpan span) =>
        Error("SC2202", "'ORDER BY' is not supported in subqueries.", span);

    public static SqlException TopInSubquery(TextSpan span) =>
        Error("SC2203", "'TOP' is not supported in subqueries.", span);

    public static SqlException OffsetInSubquery(TextSpan span) =>
        Error("SC2204", "'OFFSET LIMIT' clause is not supported in subqueries.", span);

    public static SqlException TopWithOffset(TextSpan span) =>
        Error("SC2205", "A TOP cannot be used in the same query or subquery as an OFFSET.", span);

    public static SqlException OrderByNotPath(TextSpan span) =>
        Error("2206", "Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.", span);

    public static SqlException BadEscape(string escape, TextSpan span) =>
        Error("SC2207", $"The invalid escape character '{escape}' was specified in a LIKE predicate.", span);

    public static SqlException VectorOrder(TextSpan span) => Error(
        "SC2210",
        "Specifying a sorting order (ASC or DESC) with VectorDistance function is not supported. VectorDistance will always sort in the order of most similar (first) to least similar (last).",
        span);

    public static SqlException NotSupported(string what, TextSpan span) =>
        Error("SC2990", $"The specified query includes '{what}' which is currently not supported.", span);

    private static SqlException Error(string code, string message, TextSpan span) => new(code, message, span.Start, span.End);
}
