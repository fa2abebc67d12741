using System.Globalization;
using Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Syntax;

internal sealed partial class Parser
{
    private Node Sum() => Binary(Product, "+", "-");

    private Node Product() => Binary(Signed, "*", "/", "%");

    private Node Binary(Func<Node> operand, params ReadOnlySpan<string> operators)
    {
        var start = _token;
        var left = operand();
        while (_token.Kind == TokenKind.Symbol && operators.Contains(_token.Value))
        {
            var first = AsScalar(left, start);
            var symbol = _token.Value[0];
            Advance();
            left = new BinaryExpression(first, symbol, Scalar(operand));
        }
        return left;
    }

    private Node Signed()
    {
        if (Take("+"))
            return new SignedExpression(Scalar(() => Deeper(Signed)), IsNegative: false);
        if (!Take("-"))
            return Primary();
        // The lowest integer has no positive counterpart to be the negative of.
        return _token.Kind == TokenKind.Integer
            ? Integer("-")
            : new SignedExpression(Scalar(() => Deeper(Signed)), IsNegative: true);
    }

    private Node Primary()
    {
        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Integer:
                return Integer("");
            case TokenKind.Number:
                Advance();
                return new Constant(double.Parse(token.Value, CultureInfo.InvariantCulture));
            case TokenKind.Text:
                Advance();
                return new Constant(token.Value);
            case TokenKind.Parameter:
                Advance();
                return _parameters.TryGetValue(token.Value, out var value)
                    ? new Constant(Values.Of(value))
                    : throw new FilterSyntaxException($"The parameter {token.Value} has no value.", token.Start);
            case TokenKind.Name or TokenKind.QuotedName:
                return NameOrFunction();
        }
        if (Take("TRUE"))
            return new Constant(true);
        if (Take("FALSE"))
            return new Constant(false);
        if (Take("NULL"))
            return new Constant(null);
        if (!Take("("))
            throw Unexpected("a value");
        var inner = Deeper(Or);
        Expect(")");
        return inner;
    }

    private Constant Integer(string sign)
    {
        var token = _token;
        if (!long.TryParse(sign + token.Value, CultureInfo.InvariantCulture, out var value))
            throw new FilterSyntaxException($"The integer {token} is too large.", token.Start);
        Advance();
        return new(value);
    }

    private Expression NameOrFunction()
    {
        var name = _token;
        Advance();
        if (name.Kind == TokenKind.QuotedName || !_token.Is("("))
            return Property(name);
        Advance();
        switch (name.Value.ToUpperInvariant())
        {
            case "NEWID":
                Expect(")");
                return new NewIdFunction();
            case "P" or "PROPERTY":
                var argument = Scalar(() => Deeper(Sum));
                Expect(")");
                return new PropertyFunction(argument);
            default:
                throw new FilterSyntaxException($"There is no function {name}; there are newid, property and p.", name.Start);
        }
    }

    private PropertyReference Property()
    {
        var name = _token;
        if (name.Kind is not (TokenKind.Name or TokenKind.QuotedName))
            throw Unexpected("the name of a property");
        Advance();
        return Property(name);
    }

    private PropertyReference Property(Token first)
    {
        if (!Take("."))
            return new UserProperty(first.Value);
        var scope = first.Kind == TokenKind.Name ? first.Value.ToUpperInvariant() : "";
        if (scope is not ("SYS" or "USER"))
            throw new FilterSyntaxException($"There is no scope {first}; there are sys and user.", first.Start);
        var name = _token;
        if (name.Kind is not (TokenKind.Name or TokenKind.QuotedName))
            throw Unexpected("the name of a property");
        Advance();
        if (scope == "USER")
            return new UserProperty(name.Value);
        return SystemProperty.Find(name.Value) ?? throw new FilterSyntaxException($"There is no system property {name}.", name.Start);
    }

    private Expression Scalar(Func<Node> read)
    {
        var start = _token;
        return AsScalar(read(), start);
    }

    private static Predicate AsPredicate(Node node, Token start) =>
        node as Predicate ?? throw new FilterSyntaxException($"What begins with {start} is a value and no condition; compare it with something.", start.Start);

    private static Expression AsScalar(Node node, Token start) =>
        node as Expression ?? throw new FilterSyntaxException($"What begins with {start} is a condition and no value.", start.Start);

    private Node Deeper(Func<Node> read)
    {
        if (++_depth > MaxDepth)
            throw new FilterSyntaxException("The expression is nested too deeply.", _token.Start);
        var node = read();
        _depth--;
        return node;
    }

    private bool Take(string keywordOrSymbol)
    {
        if (!_token.Is(keywordOrSymbol))
            return false;
        Advance();
        return true;
    }

    private void Expect(string keywordOrSymbol)
    {
        if (!Take(keywordOrSymbol))
            throw Unexpected(keywordOrSymbol);
    }

    /// <returns>The token after it.</returns>
    private Token Advance() => _token = _lexer.Next();

    private FilterSyntaxException Unexpected(string wanted) => new($"Expected {wanted}, found {_token}.", _token.Start);
}
