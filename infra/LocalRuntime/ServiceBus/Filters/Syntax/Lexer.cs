using System.Text;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Syntax;

/// <summary>Cuts a filter or an action into tokens.</summary>
internal sealed class Lexer(string text)
{
    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "AND", "OR", "NOT", "IS", "NULL", "EXISTS", "LIKE", "ESCAPE", "IN", "TRUE", "FALSE", "SET", "REMOVE",
    };

    private int _at;

    private char Current => Ahead(0);

    public Token Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        var start = _at;
        if (start == text.Length)
            return new(TokenKind.End, "", start);
        var first = Current;
        if (char.IsLetter(first))
            return Word();
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Ahead(1))))
            return Number();
        return first switch
        {
            '\'' => new(TokenKind.Text, Quoted('\''), start),
            '"' => Name(Quoted('"'), start),
            '[' => Name(Quoted(']'), start),
            '@' => Parameter(),
            _ => Symbol(),
        };
    }

    private Token Word()
    {
        var start = _at;
        var word = TakeName();
        return Keywords.Contains(word) ? new(TokenKind.Keyword, word.ToUpperInvariant(), start) : new(TokenKind.Name, word, start);
    }

    private string TakeName()
    {
        var start = _at;
        while (Current == '_' || char.IsLetterOrDigit(Current))
            _at++;
        return text[start.._at];
    }

    private Token Number()
    {
        var start = _at;
        var kind = TokenKind.Integer;
        TakeDigits();
        if (Current == '.')
        {
            kind = TokenKind.Number;
            _at++;
            TakeDigits();
        }
        if (Current is 'e' or 'E')
        {
            kind = TokenKind.Number;
            _at++;
            if (Current is '+' or '-')
                _at++;
            if (TakeDigits() == 0)
                throw new FilterSyntaxException($"The number '{text[start.._at]}' has no exponent.", start);
        }
        // "1a" is neither a number nor a name.
        if (Current == '_' || char.IsLetterOrDigit(Current))
            throw new FilterSyntaxException($"The number '{text[start.._at]}' runs into '{Current}'.", _at);
        return new(kind, text[start.._at], start);
    }

    private int TakeDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Current))
            _at++;
        return _at - start;
    }

    /// <summary>The closing character is written twice where it is part of the content.</summary>
    private string Quoted(char closing)
    {
        var start = _at++;
        var content = new StringBuilder();
        while (_at < text.Length)
        {
            var c = text[_at++];
            if (c != closing)
                content.Append(c);
            else if (Current == closing && _at < text.Length)
                content.Append(text[_at++]);
            else
                return content.ToString();
        }
        throw new FilterSyntaxException($"There is no {closing} that ends what begins with {text[start]}.", start);
    }

    private static Token Name(string name, int start) =>
        name.Length > 0 ? new(TokenKind.QuotedName, name, start) : throw new FilterSyntaxException("A name is empty.", start);

    private Token Parameter()
    {
        var start = _at++;
        var name = TakeName();
        return name.Length > 0
            ? new(TokenKind.Parameter, "@" + name, start)
            : throw new FilterSyntaxException("The name of a parameter is missing after '@'.", start);
    }

    private Token Symbol()
    {
        var start = _at;
        var length = (Current, Ahead(1)) switch
        {
            ('<', '>' or '=') or ('>', '=') or ('!', '=') => 2,
            ('<' or '>' or '=' or '+' or '-' or '*' or '/' or '%' or '(' or ')' or ',' or '.' or ';', _) => 1,
            _ => throw new FilterSyntaxException($"There is no place for '{Rune()}' here.", start),
        };
        _at += length;
        return new(TokenKind.Symbol, text.Substring(start, length), start);
    }

    /// <summary>One character as a reader sees it.</summary>
    private string Rune() => char.IsSurrogatePair(Current, Ahead(1)) ? text.Substring(_at, 2) : text.Substring(_at, 1);

    /// <summary>NUL past the end, which belongs to no token.</summary>
    private char Ahead(int offset) => _at + offset < text.Length ? text[_at + offset] : '\0';
}
