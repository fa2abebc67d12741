using System.Globalization;

namespace Serverless.LocalCosmos.Sql.Values;

/// <summary>Numbers as JavaScript prints them, which is how the service does: 1, 0.1, 1e+21, 14320368000000000.</summary>
internal static class NumberText
{
    public static string Of(double number)
    {
        const double largestExactInteger = 9007199254740992;
        if (Math.Abs(number) <= largestExactInteger && Math.Truncate(number) == number)
        {
            return ((long)number).ToString(CultureInfo.InvariantCulture);
        }

        if (!double.IsFinite(number)) return number.ToString(CultureInfo.InvariantCulture);
        return Layout(number.ToString("R", CultureInfo.InvariantCulture));
    }

    /// <param name="shortest">The fewest digits that read back as the number, with or without an exponent.</param>
    private static string Layout(string shortest)
    {
        var sign = shortest[0] == '-' ? "-" : "";
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        var mantissa = shortest[sign.Length..(e < 0 ? shortest.Length : e)];
        var whole = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');

        // The point stands after this many of the digits.
        var point = (whole < 0 ? mantissa.Length : whole) - (all.Length - digits.Length);
        if (e >= 0) point += int.Parse(shortest.AsSpan(e + 1), CultureInfo.InvariantCulture);
        digits = digits.TrimEnd('0');

        if (point is > 0 and <= 21)
        {
            return sign + (digits.Length <= point ? digits.PadRight(point, '0') : digits.Insert(point, "."));
        }

        if (point is > -6 and <= 0) return sign + "0." + new string('0', -point) + digits;
        var fraction = digits.Length > 1 ? digits.Insert(1, ".") : digits;
        var exponent = point - 1;
        return $"{sign}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }
}
