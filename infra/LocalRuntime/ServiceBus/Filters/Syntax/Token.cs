namespace Serverless.LocalRuntime.ServiceBus.Filters.Syntax;

internal enum TokenKind
{
    End,
    Name,

    /// <summary>A name in brackets or double quotes, which is never a keyword.</summary>
    QuotedName,
    Keyword,
    Text,
    Integer,
    Number,
    Parameter,
    Symbol,
}

/// <param name="Value">Without quotes; a keyword in capitals.</param>
internal readonly record struct Token(TokenKind Kind, string Value, int Start)
{
    public bool Is(string keywordOrSymbol) => Kind is TokenKind.Keyword or TokenKind.Symbol && Value == keywordOrSymbol;

    public override string ToString() => Kind == TokenKind.End ? "the end" : $"'{Value}'";
}
