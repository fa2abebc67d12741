using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

internal sealed partial class SqlParser
{
    private SelectSpec ParseSpec()
    {
        var start = _token.Start;
        if (Accept(TokenKind.Star))
        {
            _height = 0;
            return new SelectStar { Span = SpanFrom(start) };
        }

        if (Accept(TokenKind.Value)) return new SelectValue(ParseExpression()) { Span = SpanFrom(start) };

        var items = ParseList(ParseSelectItem);
        return new SelectList(items) { Span = SpanFrom(start) };
    }

    private SelectItem ParseSelectItem()
    {
        var expression = ParseExpression();
        if (Accept(TokenKind.As)) return new SelectItem(expression, ParseSelectAlias());
        return new SelectItem(expression, _token.Kind is TokenKind.Identifier or TokenKind.String ? ParseSelectAlias() : null);
    }

    private string ParseSelectAlias() =>
        _token.Kind == TokenKind.String ? Lexer.StringOf(TextOf(Expect(TokenKind.String))) : ParseName();

    private FromClause? ParseFrom()
    {
        _height = 0;
        if (!Accept(TokenKind.From)) return null;

        var sources = new List<FromSource> { ParseSource() };
        var height = _height;
        while (Accept(TokenKind.Join))
        {
            sources.Add(ParseSource());
            height = Math.Max(height, _height);
        }

        _height = height;
        return new FromClause(sources);
    }

    private FromSource ParseSource()
    {
        var start = _token.Start;
        if (_token.Kind != TokenKind.Identifier) return ParseNamedSource(ParseCollection(), start);

        var name = ParseName();
        if (Accept(TokenKind.In)) return new FromSource(name, true, ParseCollection()) { Span = SpanFrom(start) };
        return ParseNamedSource(ParsePath(name), start);
    }

    private FromSource ParseNamedSource(SourceCollection collection, int start)
    {
        var alias = Accept(TokenKind.As) || _token.Kind == TokenKind.Identifier ? ParseName() : null;
        return new FromSource(alias, false, collection) { Span = SpanFrom(start) };
    }

    private SourceCollection ParseCollection()
    {
        if (!Accept(TokenKind.OpenParenthesis)) return ParsePath(ParseName());
        var query = ParseQuery();
        Expect(TokenKind.CloseParenthesis);
        return new SubqueryCollection(query);
    }

    private PathCollection ParsePath(string root)
    {
        var steps = new List<SqlExpression>();
        while (true)
        {
            if (Accept(TokenKind.Dot)) steps.Add(ParseDottedName());
            else if (Accept(TokenKind.OpenBracket)) steps.Add(ParsePathIndex());
            else break;
        }

        Grow(steps.Count);
        return new PathCollection(root, steps);
    }

    private Literal ParsePathIndex()
    {
        var token = _token.Kind == TokenKind.String ? Expect(TokenKind.String) : Expect(TokenKind.Number);
        Expect(TokenKind.CloseBracket);
        var value = token.Kind == TokenKind.String ? Value.Of(Lexer.StringOf(TextOf(token))) : Lexer.NumberOf(TextOf(token), negative: false);
        return new Literal(value) { Span = new TextSpan(token.Start, token.End) };
    }

    private SqlExpression? ParseWhere()
    {
        _height = 0;
        return Accept(TokenKind.Where) ? ParseExpression() : null;
    }

    private List<SqlExpression> ParseGroupBy()
    {
        _height = 0;
        if (!Accept(TokenKind.Group)) return [];
        Expect(TokenKind.By);
        return ParseList(ParseExpression);
    }

    private List<OrderByItem> ParseOrderBy()
    {
        _height = 0;
        if (!Accept(TokenKind.Order)) return [];
        Expect(TokenKind.By);
        return ParseList(ParseOrderByItem);
    }

    private OrderByItem ParseOrderByItem()
    {
        var expression = ParseExpression();
        var descending = Accept(TokenKind.Desc);
        if (!descending && !Accept(TokenKind.Asc)) return new OrderByItem(expression, false);
        if (expression is FunctionCall { IsUserDefined: false } call && call.Name.Equals("VectorDistance", StringComparison.OrdinalIgnoreCase))
        {
            throw new SqlException(
                "SC2210",
                "Specifying a sorting order (ASC or DESC) with VectorDistance function is not supported. VectorDistance always sorts from the most to the least similar.",
                expression.Span.Start,
                expression.Span.End);
        }

        return new OrderByItem(expression, descending);
    }

    private OffsetLimit? ParseOffsetLimit()
    {
        if (!Accept(TokenKind.Offset)) return null;
        var offset = ParseCount(wholeNumbersOnly: true);
        Expect(TokenKind.Limit);
        return new OffsetLimit(offset, ParseCount(wholeNumbersOnly: true));
    }

    /// <summary>TOP takes any spelling of a number, OFFSET and LIMIT that of a whole one.</summary>
    private SqlExpression ParseCount(bool wholeNumbersOnly)
    {
        if (_token.Kind == TokenKind.Parameter) return ParsePrimary();
        if (wholeNumbersOnly && !Lexer.IsWholeNumber(TextOf(_token))) throw Unexpected();
        var token = Expect(TokenKind.Number);
        return new Literal(Lexer.NumberOf(TextOf(token), negative: false)) { Span = SpanFrom(token.Start) };
    }

    private string ParseName() => TextOf(Expect(TokenKind.Identifier)).ToString();

    /// <summary>One or more, with commas between them.</summary>
    private List<T> ParseList<T>(Func<T> parseItem)
    {
        var items = new List<T>();
        var height = 0;
        do
        {
            items.Add(parseItem());
            height = Math.Max(height, _height);
        }
        while (Accept(TokenKind.Comma));

        _height = height;
        return items;
    }
}
