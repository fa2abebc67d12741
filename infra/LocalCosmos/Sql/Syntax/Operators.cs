namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>How strongly binary operators bind; all but ?? associate to the left.</summary>
internal enum Precedence
{
    Coalesce,
    Or,
    And,
    Comparison,
    Concat,
    Additive,
    Multiplicative,
}

/// <summary>The spelling of every operator, for the parser and the printer.</summary>
internal static class Operators
{
    /// <summary>The operators from <see cref="Precedence.Comparison"/> on; BETWEEN, IN and LIKE stand between them and the others.</summary>
    public static BinaryOperator? Binary(TokenKind token) => token switch
    {
        TokenKind.Equal => BinaryOperator.Equal,
        TokenKind.NotEqual => BinaryOperator.NotEqual,
        TokenKind.Less => BinaryOperator.Less,
        TokenKind.LessOrEqual => BinaryOperator.LessOrEqual,
        TokenKind.Greater => BinaryOperator.Greater,
        TokenKind.GreaterOrEqual => BinaryOperator.GreaterOrEqual,
        TokenKind.LeftShift => BinaryOperator.LeftShift,
        TokenKind.RightShift => BinaryOperator.RightShift,
        TokenKind.UnsignedRightShift => BinaryOperator.UnsignedRightShift,
        TokenKind.Concat => BinaryOperator.Concat,
        TokenKind.Plus => BinaryOperator.Add,
        TokenKind.Minus => BinaryOperator.Subtract,
        TokenKind.Ampersand => BinaryOperator.BitwiseAnd,
        TokenKind.Pipe => BinaryOperator.BitwiseOr,
        TokenKind.Caret => BinaryOperator.BitwiseXor,
        TokenKind.Star => BinaryOperator.Multiply,
        TokenKind.Slash => BinaryOperator.Divide,
        TokenKind.Percent => BinaryOperator.Modulo,
        _ => null,
    };

    /// <summary>Shifts share a level with comparisons, and bits with sums, as in the service.</summary>
    public static Precedence PrecedenceOf(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Coalesce => Precedence.Coalesce,
        BinaryOperator.Or => Precedence.Or,
        BinaryOperator.And => Precedence.And,
        BinaryOperator.Concat => Precedence.Concat,
        BinaryOperator.Add or BinaryOperator.Subtract => Precedence.Additive,
        BinaryOperator.BitwiseAnd or BinaryOperator.BitwiseOr or BinaryOperator.BitwiseXor => Precedence.Additive,
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Modulo => Precedence.Multiplicative,
        _ => Precedence.Comparison,
    };

    public static UnaryOperator? Unary(TokenKind token) => token switch
    {
        TokenKind.Not => UnaryOperator.Not,
        TokenKind.Minus => UnaryOperator.Minus,
        TokenKind.Plus => UnaryOperator.Plus,
        TokenKind.Tilde => UnaryOperator.BitwiseNot,
        _ => null,
    };

    public static string Text(BinaryOperator @operator) => @operator switch
    {
        BinaryOperator.Or => "OR",
        BinaryOperator.And => "AND",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        BinaryOperator.Modulo => "%",
        BinaryOperator.BitwiseAnd => "&",
        BinaryOperator.BitwiseOr => "|",
        BinaryOperator.BitwiseXor => "^",
        BinaryOperator.LeftShift => "<<",
        BinaryOperator.RightShift => ">>",
        BinaryOperator.UnsignedRightShift => ">>>",
        BinaryOperator.Concat => "||",
        BinaryOperator.Coalesce => "??",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };

    public static string Text(UnaryOperator @operator) => @operator switch
    {
        UnaryOperator.Not => "NOT",
        UnaryOperator.Minus => "-",
        UnaryOperator.Plus => "+",
        UnaryOperator.BitwiseNot => "~",
        _ => throw new ArgumentOutOfRangeException(nameof(@operator)),
    };
}
