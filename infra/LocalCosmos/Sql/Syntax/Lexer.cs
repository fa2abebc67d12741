namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>Cuts a statement into tokens, one at a time, each character looked at once.</summary>
internal sealed partial class Lexer(string text)
{
    private int _position;

    public static bool StartsName(char c) => c == '_' || char.IsLetter(c);

    public static bool ContinuesName(char c) => c == '_' || char.IsLetterOrDigit(c);

    public Token Next()
    {
        SkipBlanksAndComments();
        var start = _position;
        if (start == text.Length) return new Token(TokenKind.End, start, start);

        var first = text[start];
        if (StartsName(first)) return Word();
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Ahead(1)))) return Number();
        return first switch
        {
            '"' or '\'' => String(first),
            '@' => Parameter(),
            _ => Symbol(first),
        };
    }

    private void SkipBlanksAndComments()
    {
        while (_position < text.Length)
        {
            if (char.IsWhiteSpace(text[_position])) _position++;
            else if (text[_position] == '-' && Ahead(1) == '-') _position = EndOfLine();
            else return;
        }
    }

    private int EndOfLine()
    {
        var end = text.AsSpan(_position).IndexOfAny('\n', '\r');
        return end < 0 ? text.Length : _position + end;
    }

    private Token Word()
    {
        var start = _position;
        TakeName();
        return new Token(Keywords.KindOf(text.AsSpan(start, _position - start)), start, _position);
    }

    private Token Parameter()
    {
        var start = _position++;
        if (!StartsName(Ahead(0))) throw InvalidToken(start, start + 1);
        TakeName();
        return new Token(TokenKind.Parameter, start, _position);
    }

    private void TakeName()
    {
        while (ContinuesName(Ahead(0))) _position++;
    }

    private Token Symbol(char first)
    {
        var (kind, length) = (first, Ahead(1), Ahead(2)) switch
        {
            ('>', '>', '>') => (TokenKind.UnsignedRightShift, 3),
            ('>', '>', _) => (TokenKind.RightShift, 2),
            ('>', '=', _) => (TokenKind.GreaterOrEqual, 2),
            ('<', '<', _) => (TokenKind.LeftShift, 2),
            ('<', '=', _) => (TokenKind.LessOrEqual, 2),
            ('<', '>', _) or ('!', '=', _) => (TokenKind.NotEqual, 2),
            ('?', '?', _) => (TokenKind.Coalesce, 2),
            ('|', '|', _) => (TokenKind.Concat, 2),
            ('>', _, _) => (TokenKind.Greater, 1),
            ('<', _, _) => (TokenKind.Less, 1),
            ('?', _, _) => (TokenKind.Question, 1),
            ('|', _, _) => (TokenKind.Pipe, 1),
            ('=', _, _) => (TokenKind.Equal, 1),
            ('(', _, _) => (TokenKind.OpenParenthesis, 1),
            (')', _, _) => (TokenKind.CloseParenthesis, 1),
            ('[', _, _) => (TokenKind.OpenBracket, 1),
            (']', _, _) => (TokenKind.CloseBracket, 1),
            ('{', _, _) => (TokenKind.OpenBrace, 1),
            ('}', _, _) => (TokenKind.CloseBrace, 1),
            (',', _, _) => (TokenKind.Comma, 1),
            (':', _, _) => (TokenKind.Colon, 1),
            ('.', _, _) => (TokenKind.Dot, 1),
            ('*', _, _) => (TokenKind.Star, 1),
            ('/', _, _) => (TokenKind.Slash, 1),
            ('%', _, _) => (TokenKind.Percent, 1),
            ('+', _, _) => (TokenKind.Plus, 1),
            ('-', _, _) => (TokenKind.Minus, 1),
            ('&', _, _) => (TokenKind.Ampersand, 1),
            ('^', _, _) => (TokenKind.Caret, 1),
            ('~', _, _) => (TokenKind.Tilde, 1),
            _ => throw InvalidToken(_position, _position + 1),
        };
        var start = _position;
        _position += length;
        return new Token(kind, start, _position);
    }

    /// <summary>NUL past the end, which belongs to no token.</summary>
    private char Ahead(int offset) => _position + offset < text.Length ? text[_position + offset] : '\0';

    private SqlException InvalidToken(int start, int end) =>
        new("SC1010", $"Syntax error, invalid token '{text[start..end]}'.", start, end);
}
