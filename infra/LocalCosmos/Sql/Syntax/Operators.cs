namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>How strongly the left-associative binary operators bind.</summary>
internal enum Precedence
{
    Comparison,
    Concat,
    Additive,
    Multiplicative,
}

/// <summary>The spelling of every operator, for the parser and the printer.</summary>
internal static class Operators
{
    public static (BinaryOperator Operator, Precedence Precedence)? Binary(TokenKind token) => token switch
    {
        TokenKind.Equal => (BinaryOperator.Equal, Precedence.Comparison),
        TokenKind.NotEqual => (BinaryOperator.NotEqual, Precedence.Comparison),
        TokenKind.Less => (BinaryOperator.Less, Precedence.Comparison),
        TokenKind.LessOrEqual => (BinaryOperator.LessOrEqual, Precedence.Comparison),
        TokenKind.Greater => (BinaryOperator.Greater, Precedence.Comparison),
        TokenKind.GreaterOrEqual => (BinaryOperator.GreaterOrEqual, Precedence.Comparison),
        TokenKind.LeftShift => (BinaryOperator.LeftShift, Precedence.Comparison),
        TokenKind.RightShift => (BinaryOperator.RightShift, Precedence.Comparison),
        TokenKind.UnsignedRightShift => (BinaryOperator.UnsignedRightShift, Precedence.Comparison),
        TokenKind.Concat => (BinaryOperator.Concat, Precedence.Concat),
        TokenKind.Plus => (BinaryOperator.Add, Precedence.Additive),
        TokenKind.Minus => (BinaryOperator.Subtract, Precedence.Additive),
        TokenKind.Ampersand => (BinaryOperator.BitwiseAnd, Precedence.Additive),
        TokenKind.Pipe => (BinaryOperator.BitwiseOr, Precedence.Additive),
        TokenKind.Caret => (BinaryOperator.BitwiseXor, Precedence.Additive),
        TokenKind.Star => (BinaryOperator.Multiply, Precedence.Multiplicative),
        TokenKind.Slash => (BinaryOperator.Divide, Precedence.Multiplicative),
        TokenKind.Percent => (BinaryOperator.Modulo, Precedence.Multiplicative),
        _ => null,
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
