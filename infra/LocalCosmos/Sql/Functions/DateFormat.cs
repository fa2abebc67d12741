using System.Globalization;
using System.Text;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// The format strings of DateTimeFormat: runs of specifier letters, a backslash before a letter that means itself, and
/// anything else as it stands. All is numbers: MMMM is no name of a month but the month in two digits.
/// </summary>
internal static class DateFormat
{
    private const string Specifiers = "yMdHhmsfFt";
    private const int MostFractionDigits = 7;

    /// <returns>Null when the format is malformed.</returns>
    public static string? Write(DateTime instant, string format)
    {
        if (format.Length == 0) return null;
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            var letter = format[i];
            if (letter == '\\')
            {
                if (++i == format.Length) return null;
                text.Append(format[i]);
            }
            else if (Specifiers.Contains(letter, StringComparison.Ordinal))
            {
                var length = format.AsSpan(i).IndexOfAnyExcept(letter);
                if (length < 0) length = format.Length - i;
                text.Append(Write(instant, letter, length));
                i += length - 1;
            }
            else
            {
                text.Append(letter);
            }
        }

        return text.ToString();
    }

    private static string Write(DateTime instant, char specifier, int length) => specifier switch
    {
        'y' when length > 3 => instant.Year.ToString("0000", CultureInfo.InvariantCulture),
        'y' => Digits(instant.Year % 100, length),
        'M' => Digits(instant.Month, length),
        'd' => Digits(instant.Day, length),
        'H' => Digits(instant.Hour, length),
        'h' => Digits((instant.Hour + 11) % 12 + 1, length),
        'm' => Digits(instant.Minute, length),
        's' => Digits(instant.Second, length),
        't' => length == 1 ? "t" : instant.Hour < 12 ? "AM" : "PM",
        'f' => Fraction(instant, length),
        _ => Fraction(instant, length) is var digits && digits.AsSpan().ContainsAnyExcept('0') ? digits : "",
    };

    private static string Digits(int number, int length) => number.ToString(length == 1 ? "0" : "00", CultureInfo.InvariantCulture);

    private static string Fraction(DateTime instant, int length) => (instant.Ticks % TimeSpan.TicksPerSecond)
        .ToString("0000000", CultureInfo.InvariantCulture)[..Math.Min(length, MostFractionDigits)];
}
