namespace Serverless.LocalCosmos.Sql.Syntax;

// From the weakest binding to the strongest: ?: and ??, which associate to the right; BETWEEN, or OR over AND over IN and
// LIKE; comparisons and shifts, which share one level; ||; + - & | ^, one level too; * / %; the prefix operators.
internal sealed partial class SqlParser
{
    private SqlExpression ParseExpression()
    {
        // Every way down comes through here. Parentheses leave no trace in the tree and the printer adds some, so that
        // the stack alone limits them.
        StackGuard.Check();
        var start = _token.Start;
        var test = ParseCoalesce();
        if (!Accept(TokenKind.Question)) return test;

        Enter();
        var height = _height;
        var whenTrue = ParseExpression();
        height = Math.Max(height, _height);
        Expect(TokenKind.Colon);
        var whenFalse = ParseExpression();
        Leave(Math.Max(height, _height));
        return new Conditional(test, whenTrue, whenFalse) { Span = SpanFrom(start) };
    }

    private SqlExpression ParseCoalesce()
    {
        var start = _token.Start;
        var left = ParseCondition();
        if (!Accept(TokenKind.Coalesce)) return left;

        Enter();
        var height = _height;
        var right = ParseCoalesce();
        Leave(Math.Max(height, _height));
        return new Binary(BinaryOperator.Coalesce, left, right) { Span = SpanFrom(start) };
    }

    private SqlExpression ParseCondition()
    {
        var start = _token.Start;
        var first = ParseBinary(Precedence.Comparison);
        var negated = Accept(TokenKind.Not);
        return _token.Kind == TokenKind.Between ? ParseBetween(start, first, negated) : ParseOr(start, first, negated);
    }

    private Between ParseBetween(int start, SqlExpression operand, bool negated)
    {
        var height = _height;
        Expect(TokenKind.Between);
        var low = ParseBinary(Precedence.Comparison);
        height = Math.Max(height, _height);
        Expect(TokenKind.And);
        var high = ParseBinary(Precedence.Comparison);
        Grow(Math.Max(height, _height));
        return new Between(operand, low, high, negated) { Span = SpanFrom(start) };
    }

    private SqlExpression ParseOr(int start, SqlExpression first, bool negated)
    {
        var left = ParseAnd(start, first, negated);
        while (Accept(TokenKind.Or))
        {
            var height = _height;
            var right = _token.Start;
            left = Join(BinaryOperator.Or, start, left, height, ParseAnd(right, ParseBinary(Precedence.Comparison), Accept(TokenKind.Not)));
        }

        return left;
    }

    private SqlExpression ParseAnd(int start, SqlExpression first, bool negated)
    {
        var left = ParseMatch(start, first, negated);
        while (Accept(TokenKind.And))
        {
            var height = _height;
            var right = _token.Start;
            left = Join(BinaryOperator.And, start, left, height, ParseMatch(right, ParseBinary(Precedence.Comparison), Accept(TokenKind.Not)));
        }

        return left;
    }

    private SqlExpression ParseMatch(int start, SqlExpression operand, bool negated)
    {
        var height = _height;
        if (Accept(TokenKind.In))
        {
            Enter();
            Expect(TokenKind.OpenParenthesis);
            var items = ParseList(ParseExpression);
            Expect(TokenKind.CloseParenthesis);
            Leave(Math.Max(height, _height));
            return new In(operand, items, negated) { Span = SpanFrom(start) };
        }

        if (Accept(TokenKind.Like))
        {
            var pattern = ParseBinary(Precedence.Comparison);
            Grow(Math.Max(height, _height));
            return new Like(operand, pattern, ParseEscape(), negated) { Span = SpanFrom(start) };
        }

        return negated ? throw Unexpected() : operand;
    }

    private string? ParseEscape()
    {
        if (!Accept(TokenKind.Escape)) return null;
        var token = Expect(TokenKind.String);
        var escape = Lexer.StringOf(TextOf(token));
        return escape.Length == 1
            ? escape
            : throw new SqlException("SC2207", $"The invalid escape character '{escape}' was specified in a LIKE predicate.", token.Start, token.End);
    }

    private SqlExpression ParseBinary(Precedence weakest)
    {
        var start = _token.Start;
        var left = ParseUnary();
        while (Operators.Binary(_token.Kind) is { } @operator && Operators.PrecedenceOf(@operator) is var precedence && precedence >= weakest)
        {
            Advance();
            var height = _height;
            left = Join(@operator, start, left, height, ParseBinary(precedence + 1));
        }

        return left;
    }

    private Binary Join(BinaryOperator @operator, int start, SqlExpression left, int leftHeight, SqlExpression right)
    {
        Grow(Math.Max(leftHeight, _height));
        return new Binary(@operator, left, right) { Span = SpanFrom(start) };
    }

    private SqlExpression ParseUnary()
    {
        var start = _token.Start;
        if (Operators.Unary(_token.Kind) is not { } @operator) return ParseSteps(ParsePrimary(), start);

        var sign = _token;
        Advance();
        // -1 is a literal, but - 1 and -1[0] apply an operator; the printer and the service make the same difference.
        if (sign.Kind == TokenKind.Minus && _token.Kind == TokenKind.Number && _token.Start == sign.End) return ParseNegative(start);

        Enter();
        var operand = ParseUnary();
        Leave(_height);
        return new Unary(@operator, operand) { Span = SpanFrom(start) };
    }

    private SqlExpression ParseNegative(int start)
    {
        var number = Expect(TokenKind.Number);
        _height = 1;
        if (_token.Kind is not (TokenKind.Dot or TokenKind.OpenBracket))
            return new Literal(Lexer.NumberOf(TextOf(number), negative: true)) { Span = SpanFrom(start) };

        var positive = new Literal(Lexer.NumberOf(TextOf(number), negative: false)) { Span = SpanFrom(number.Start) };
        var operand = ParseSteps(positive, number.Start);
        Grow(_height);
        return new Unary(UnaryOperator.Minus, operand) { Span = SpanFrom(start) };
    }
}
