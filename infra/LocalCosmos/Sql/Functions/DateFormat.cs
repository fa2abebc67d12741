using System.Globalization;
using System.Text;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// The format strings of DateTimeFormat: runs of specifier letters, a backslash before a letter that means itself, and
/// anything else as it stands. Unlike .NET, a point before FFF stays when there is no fraction.
/// </summary>
internal static class DateFormat
{
    private const string Specifiers = "yMdHhmsfFt";
    private const int MostFractionDigits = 7;

    /// <returns>Null when the format is malformed.</returns>
    public static string? Write(DateTime instant, string format)
    {
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
                if (letter is 'f' or 'F' && length > MostFractionDigits) return null;
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

    // Alone, a letter would name a standard format, were it not for the percent sign.
    private static string Write(DateTime instant, char specifier, int length) =>
        instant.ToString(length == 1 ? $"%{specifier}" : new string(specifier, length), CultureInfo.InvariantCulture);
}
