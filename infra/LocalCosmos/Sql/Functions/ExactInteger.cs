using System.Globalization;
using System.Text;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Numbers as 64-bit integers, of which a double holds only the first 2^53 exactly.</summary>
internal static class ExactInteger
{
    private const long LargestExact = 1L << 53;
    private const double PastLargest = 9223372036854775808;

    /// <summary>False for what is no integer of 64 bits.</summary>
    public static bool TryRead(in Value value, out long integer)
    {
        integer = 0;
        if (value.Kind != ValueKind.Number) return false;
        var number = value.AsNumber;
        if (Math.Truncate(number) != number) return false;
        if (Math.Abs(number) < LargestExact)
        {
            integer = (long)number;
            return true;
        }

        // A number of a document or of the statement keeps its text, which tells more than the double does.
        if (long.TryParse(value.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer)) return true;
        if (number is < -PastLargest or >= PastLargest) return false;
        integer = (long)number;
        return true;
    }

    public static Value ToValue(long integer) => integer is >= -LargestExact and <= LargestExact
        ? Value.Of((double)integer)
        : Value.View(Encoding.ASCII.GetBytes(integer.ToString(CultureInfo.InvariantCulture)));
}
