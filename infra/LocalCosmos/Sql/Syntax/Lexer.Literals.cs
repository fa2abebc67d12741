using System.Globalization;
using System.Text;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Syntax;

internal sealed partial class Lexer
{
    /// <summary>The value of a token that <see cref="Next"/> gave: hexadecimal is a signed 64-bit integer, as in the service.</summary>
    public static Value NumberOf(ReadOnlySpan<char> literal, bool negative)
    {
        if (IsHexadecimal(literal))
        {
            var bits = long.Parse(literal[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            return Value.OfInteger(negative ? unchecked(-bits) : bits);
        }

        // Signed while still text: the smallest integer has no positive counterpart.
        if (long.TryParse($"{(negative ? "-" : "")}{literal}", NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)) return Value.OfInteger(integer);
        var number = double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);
        return Value.Of(negative ? -number : number);
    }

    public static bool IsWholeNumber(ReadOnlySpan<char> literal) =>
        IsHexadecimal(literal) || !literal.ContainsAnyExceptInRange('0', '9');

    /// <summary>The text between the quotes of a string token, with its escapes resolved; an unknown escape stands for its character.</summary>
    public static string StringOf(ReadOnlySpan<char> literal)
    {
        var content = literal[1..^1];
        if (!content.Contains('\\')) return WellFormed(content.ToString());

        var text = new StringBuilder(content.Length);
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                text.Append(content[i]);
                continue;
            }

            i++;
            text.Append(content[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(content.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var other => other,
            });
            if (content[i] == 'u') i += 4;
        }

        return WellFormed(text.ToString());
    }

    /// <summary>Half of a surrogate pair has no UTF-8 form: it becomes the replacement character here, as it would on the wire.</summary>
    private static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;

    private Token Number()
    {
        var start = _position;
        // The whole run of letters and digits belongs to the literal, so that 1a is one wrong number and not 1 named a.
        if (IsHexadecimal(text.AsSpan(start)))
        {
            _position += 2;
            TakeName();
        }
        else
        {
            TakeDigits();
            if (Ahead(0) == '.')
            {
                _position++;
                TakeDigits();
            }

            if (Ahead(0) is 'e' or 'E' && Ahead(1) is '+' or '-') _position += 2;
            TakeName();
        }

        var literal = text.AsSpan(start, _position - start);
        if (!IsNumber(literal)) throw new SqlException("SC1011", $"Syntax error, invalid numeric value token '{literal}'.", start, _position);
        return new Token(TokenKind.Number, start, _position);
    }

    private static bool IsHexadecimal(ReadOnlySpan<char> literal) =>
        literal.StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(ReadOnlySpan<char> literal)
    {
        if (IsHexadecimal(literal))
            return long.TryParse(literal[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(literal, style, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
    }

    private Token String(char quote)
    {
        var start = _position++;
        while (_position < text.Length && text[_position] != quote)
        {
            if (text[_position] == '\\')
            {
                _position++;
                if (Ahead(0) == 'u' && !AreHexadecimal(1, 4)) throw InvalidString(start, EndOfString(quote));
            }

            _position++;
        }

        if (_position >= text.Length) throw InvalidString(start, text.Length);
        _position++;
        return new Token(TokenKind.String, start, _position);
    }

    private int EndOfString(char quote)
    {
        var end = text.IndexOf(quote, _position);
        return end < 0 ? text.Length : end + 1;
    }

    private bool AreHexadecimal(int offset, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiHexDigit(Ahead(offset + i))) return false;
        }

        return true;
    }

    private void TakeDigits()
    {
        while (char.IsAsciiDigit(Ahead(0))) _position++;
    }

    private SqlException InvalidString(int start, int end) =>
        new("SC1012", $"Syntax error, invalid string literal token '{text[start..end]}'.", start, end);
}
