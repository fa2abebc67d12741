using System.Globalization;
using System.Text;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// Numbers as ToString gives them, which is not how results print them: 17 digits where 15 do not read back, and C's
/// exponents, so that 1e-7 is 1e-07 and a third is 0.33333333333333331.
/// </summary>
internal static class ServiceNumber
{
    private const int FewDigits = 15;
    private const int AllDigits = 17;

    public static string Of(double number)
    {
        if (!double.IsFinite(number)) return number.ToString(CultureInfo.InvariantCulture);
        if (number == 0) return "0";
        var isWhole = Math.Truncate(number) == number;
        return isWhole || double.Parse(Scientific(number, FewDigits), CultureInfo.InvariantCulture) != number
            ? Layout(Scientific(number, AllDigits), AllDigits)
            : Layout(Scientific(number, FewDigits), FewDigits);
    }

    private static string Scientific(double number, int digits) =>
        number.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Layout(string scientific, int precision)
    {
        const int leastFixedExponent = -4;
        var e = scientific.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(scientific.AsSpan(e + 1), CultureInfo.InvariantCulture);
        var sign = scientific[0] == '-' ? "-" : "";
        var digits = scientific[sign.Length..e].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        var text = new StringBuilder(sign);
        if (exponent < leastFixedExponent || exponent >= precision)
        {
            text.Append(digits[0]);
            if (digits.Length > 1) text.Append('.').Append(digits, 1, digits.Length - 1);
            return text.Append(CultureInfo.InvariantCulture, $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}").ToString();
        }

        if (exponent < 0) return text.Append("0.").Append('0', -exponent - 1).Append(digits).ToString();
        if (digits.Length <= exponent + 1) return text.Append(digits.PadRight(exponent + 1, '0')).ToString();
        return text.Append(digits).Insert(sign.Length + exponent + 1, '.').ToString();
    }
}
