using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

internal sealed partial class SqlParser
{
    private SqlExpression ParsePrimary()
    {
        _height = 1;
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.True: return Constant(Value.True);
            case TokenKind.False: return Constant(Value.False);
            case TokenKind.Null: return Constant(Value.Null);
            case TokenKind.Undefined: return Constant(Value.Undefined);
            case TokenKind.NaN: return Constant(Value.Of(double.NaN));
            case TokenKind.Infinity: return Constant(Value.Of(double.PositiveInfinity));
            case TokenKind.Number: return Constant(Lexer.NumberOf(TextOf(token), negative: false));
            case TokenKind.String: return Constant(Value.Of(Lexer.StringOf(TextOf(token))));
            case TokenKind.Parameter:
                Advance();
                return new Parameter(TextOf(token).ToString()) { Span = SpanFrom(token.Start) };
            case TokenKind.Identifier: return ParseNameOrCall();
            case TokenKind.Left or TokenKind.Right: return ParseCall(isUserDefined: false, token.Start);
            case TokenKind.Udf:
                Advance();
                Expect(TokenKind.Dot);
                Require(TokenKind.Identifier);
                return ParseCall(isUserDefined: true, token.Start);
            case TokenKind.Exists:
                Advance();
                return new Exists(ParseSubquery()) { Span = SpanFrom(token.Start) };
            case TokenKind.Array:
                Advance();
                return new ArraySubquery(ParseSubquery()) { Span = SpanFrom(token.Start) };
            case TokenKind.OpenParenthesis: return ParseParenthesised();
            case TokenKind.OpenBracket: return ParseArray();
            case TokenKind.OpenBrace: return ParseObject();
            default: throw Unexpected();
        }
    }

    private Literal Constant(Value value)
    {
        Advance();
        return new Literal(value) { Span = SpanFrom(_previous.Start) };
    }

    private SqlExpression ParseNameOrCall()
    {
        var name = _token;
        Advance();
        return _token.Kind == TokenKind.OpenParenthesis
            ? ParseArguments(name, isUserDefined: false, name.Start)
            : new Identifier(TextOf(name).ToString()) { Span = SpanFrom(name.Start) };
    }

    private FunctionCall ParseCall(bool isUserDefined, int start)
    {
        var name = _token;
        Advance();
        return ParseArguments(name, isUserDefined, start);
    }

    private FunctionCall ParseArguments(Token name, bool isUserDefined, int start)
    {
        Enter();
        Expect(TokenKind.OpenParenthesis);
        _height = 0;
        var arguments = _token.Kind == TokenKind.CloseParenthesis ? [] : ParseList(ParseExpression);
        Expect(TokenKind.CloseParenthesis);
        Leave(_height);
        return new FunctionCall(TextOf(name).ToString(), arguments, isUserDefined) { Span = SpanFrom(start) };
    }

    private SqlExpression ParseParenthesised()
    {
        var start = Expect(TokenKind.OpenParenthesis).Start;
        if (_token.Kind == TokenKind.Select)
        {
            var query = ParseQuery();
            Grow(_height);
            Expect(TokenKind.CloseParenthesis);
            return new ScalarSubquery(query) { Span = SpanFrom(start) };
        }

        var expression = ParseExpression();
        Expect(TokenKind.CloseParenthesis);
        return expression;
    }

    private SqlQuery ParseSubquery()
    {
        Expect(TokenKind.OpenParenthesis);
        var query = ParseQuery();
        Grow(_height);
        Expect(TokenKind.CloseParenthesis);
        return query;
    }

    private ArrayConstructor ParseArray()
    {
        Enter();
        var start = Expect(TokenKind.OpenBracket).Start;
        _height = 0;
        var items = _token.Kind == TokenKind.CloseBracket ? [] : ParseList(ParseExpression);
        Expect(TokenKind.CloseBracket);
        Leave(_height);
        return new ArrayConstructor(items) { Span = SpanFrom(start) };
    }

    private ObjectConstructor ParseObject()
    {
        Enter();
        var start = Expect(TokenKind.OpenBrace).Start;
        _height = 0;
        var properties = _token.Kind == TokenKind.CloseBrace ? [] : ParseList(ParseProperty);
        Expect(TokenKind.CloseBrace);
        Leave(_height);
        return new ObjectConstructor(properties) { Span = SpanFrom(start) };
    }

    private KeyValuePair<string, SqlExpression> ParseProperty()
    {
        var name = _token.Kind == TokenKind.String ? Lexer.StringOf(TextOf(Expect(TokenKind.String))) : ParseName();
        Expect(TokenKind.Colon);
        return new(name, ParseExpression());
    }

    /// <summary>What follows an operand: <c>.name</c> and <c>[index]</c>, any number of times.</summary>
    private SqlExpression ParseSteps(SqlExpression target, int start)
    {
        while (true)
        {
            var height = _height;
            SqlExpression step;
            if (Accept(TokenKind.Dot)) step = ParseDottedName();
            else if (Accept(TokenKind.OpenBracket)) step = ParseIndex(start);
            else return target;
            Grow(height);
            target = new Member(target, step) { Span = SpanFrom(start) };
        }
    }

    private Literal ParseDottedName()
    {
        var name = Expect(TokenKind.Identifier);
        return new Literal(Value.Of(TextOf(name).ToString())) { Span = SpanFrom(name.Start) };
    }

    private SqlExpression ParseIndex(int start)
    {
        var index = ParseExpression();
        Expect(TokenKind.CloseBracket);
        return index is Parameter or Literal { Value.Kind: ValueKind.Number or ValueKind.String }
            ? index
            : throw new SqlException("SC2990", "The specified query includes 'member indexer' which is currently not supported.", start, _previous.End);
    }
}
