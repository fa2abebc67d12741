namespace Serverless.LocalCosmos.Sql.Syntax;

internal enum TokenKind : byte
{
    End,
    Identifier, Parameter, Number, String,

    OpenParenthesis, CloseParenthesis, OpenBracket, CloseBracket, OpenBrace, CloseBrace,
    Comma, Colon, Dot, Question, Coalesce,
    Star, Slash, Percent, Plus, Minus, Ampersand, Pipe, Caret, Tilde, Concat,
    Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual,
    LeftShift, RightShift, UnsignedRightShift,

    And, Array, As, Asc, Between, By, Desc, Distinct, Escape, Exists, From, Group, In, Join, Left, Like, Limit, Not,
    Offset, Or, Order, Right, Select, Top, Value, Where,
    True, False, Null, Undefined, NaN, Infinity, Udf,

    /// <summary>A word that the language keeps for itself without giving it a meaning, such as HAVING or CASE.</summary>
    Reserved,
}

internal readonly record struct Token(TokenKind Kind, int Start, int End);
