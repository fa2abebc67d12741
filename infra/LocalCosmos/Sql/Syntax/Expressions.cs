using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

internal abstract record SqlExpression
{
    /// <summary>Where the expression stands in the text; empty for one that was built.</summary>
    public TextSpan Span { get; init; }
}

internal sealed record Literal(Value Value) : SqlExpression;

/// <param name="Name">With its @.</param>
internal sealed record Parameter(string Name) : SqlExpression;

/// <summary>A bare name: an alias of FROM, or the container itself.</summary>
internal sealed record Identifier(string Name) : SqlExpression;

/// <summary><c>target.name</c>, <c>target["name"]</c>, <c>target[0]</c>, <c>target[@p]</c>: one step, by string or number.</summary>
internal sealed record Member(SqlExpression Target, SqlExpression Step) : SqlExpression;

internal enum UnaryOperator { Not, Minus, Plus, BitwiseNot }

internal sealed record Unary(UnaryOperator Operator, SqlExpression Operand) : SqlExpression;

internal enum BinaryOperator
{
    Or, And,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    Add, Subtract, Multiply, Divide, Modulo,
    BitwiseAnd, BitwiseOr, BitwiseXor, LeftShift, RightShift, UnsignedRightShift,
    Concat, Coalesce,
}

internal sealed record Binary(BinaryOperator Operator, SqlExpression Left, SqlExpression Right) : SqlExpression;

internal sealed record In(SqlExpression Operand, IReadOnlyList<SqlExpression> Items, bool Negated) : SqlExpression;

internal sealed record Between(SqlExpression Operand, SqlExpression Low, SqlExpression High, bool Negated) : SqlExpression;

/// <param name="Escape">The character after ESCAPE, or null.</param>
internal sealed record Like(SqlExpression Operand, SqlExpression Pattern, string? Escape, bool Negated) : SqlExpression;

internal sealed record Conditional(SqlExpression Test, SqlExpression WhenTrue, SqlExpression WhenFalse) : SqlExpression;

/// <summary>A built-in function or aggregate by its name as written; <c>udf.name(...)</c> when <paramref name="IsUserDefined"/>.</summary>
internal sealed record FunctionCall(string Name, IReadOnlyList<SqlExpression> Arguments, bool IsUserDefined) : SqlExpression;

internal sealed record ObjectConstructor(IReadOnlyList<KeyValuePair<string, SqlExpression>> Properties) : SqlExpression;

internal sealed record ArrayConstructor(IReadOnlyList<SqlExpression> Items) : SqlExpression;

internal sealed record ScalarSubquery(SqlQuery Query) : SqlExpression;

internal sealed record Exists(SqlQuery Query) : SqlExpression;

/// <summary><c>ARRAY(SELECT ...)</c></summary>
internal sealed record ArraySubquery(SqlQuery Query) : SqlExpression;
