using System.Globalization;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on instants given as text, ticks (100 ns) or milliseconds since 1970.</summary>
internal static class DateFunctions
{
    public static IEnumerable<Function> All =>
    [
        Function.Of("DateTimeAdd", 2, 3, a => Instant(a[^1]) is { } instant ? Add(instant, a[..^1]) : Value.Undefined),
        Function.Of("DateTimeBin", 2, 4, Bin),
        Function.Of("DateTimeDiff", (part, start, end) => Part(part) is { } p && Instant(start) is { } s && Instant(end) is { } e && DateArithmetic.Boundaries(s, e, p) is { } count
            ? Value.OfInteger(count)
            : Value.Undefined),
        Function.Of("DateTimeFormat", (instant, format) => Instant(instant) is { } i ? Formatted(i, format) : Value.Undefined),
        Function.Of("DateTimeFromParts", 3, 7, FromParts),
        Function.Of("DateTimePart", (part, instant) => Part(part) is { } p ? Read(instant, p) : Value.Undefined),
        Function.Of("DateTimeToTicks", instant => Since1970(instant, 1)),
        Function.Of("DateTimeToTimestamp", instant => Since1970(instant, TimeSpan.TicksPerMillisecond)),
        Function.Of("DAY", instant => Read(instant, DateTimePart.Day)),
        Function.Of("MONTH", instant => Read(instant, DateTimePart.Month)),
        Function.Of("TicksToDateTime", 1, 2, a => From1970(a, 1)),
        Function.Of("TimestampToDateTime", 1, 2, a => From1970(a, TimeSpan.TicksPerMillisecond)),
        Function.Of("YEAR", instant => Read(instant, DateTimePart.Year)),
    ];

    /// <param name="span">A part and a number, or both in one text: "dd", -1 or "-1dd".</param>
    /// <param name="sign">-1 to go back in time.</param>
    internal static Value Add(DateTime instant, ReadOnlySpan<Value> span, int sign = 1)
    {
        var (part, count) = span.Length == 2 ? (Part(span[0]), Integer(span[1])) : Span(span[0]);
        return part is { } p && count is { } c and > long.MinValue ? Text(DateArithmetic.Add(instant, p, sign * c)) : Value.Undefined;
    }

    private static (DateTimePart? Part, long? Count) Span(in Value span)
    {
        if (span.Kind != ValueKind.String) return (null, null);
        var text = span.AsString;
        var letters = 0;
        while (letters < text.Length && !char.IsAsciiLetter(text[letters])) letters++;
        if (!long.TryParse(text.AsSpan(0, letters), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)) return (null, null);
        return (DateTimeParts.Find(text[letters..]), count);
    }

    private static Value FromParts(ReadOnlySpan<Value> arguments)
    {
        Span<long> parts = stackalloc long[7];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (Integer(arguments[i]) is not ({ } part and >= 0)) return Value.Undefined;
            parts[i] = part;
        }

        if (parts[0] is < 1 or > 9999 || parts[1] is < 1 or > 12 || parts[2] < 1) return Value.Undefined;
        var (year, month) = ((int)parts[0], (int)parts[1]);
        if (parts[2] > DateTime.DaysInMonth(year, month)) return Value.Undefined;
        if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return Value.Undefined;

        // The digits of the fraction, of which seven count.
        while (parts[6] >= TimeSpan.TicksPerSecond) parts[6] /= 10;
        var instant = new DateTime(year, month, (int)parts[2], (int)parts[3], (int)parts[4], (int)parts[5], DateTimeKind.Utc).AddTicks(parts[6]);
        return Text(DateArithmetic.OfTicks(instant.Ticks));
    }

    private static Value Bin(ReadOnlySpan<Value> arguments)
    {
        var size = arguments.Length > 2 ? arguments[2] : Value.Of(1);
        var origin = arguments.Length > 3 ? Instant(arguments[3]) : DateTime.UnixEpoch;
        return Instant(arguments[0]) is { } instant && Part(arguments[1]) is { } part && size.Kind == ValueKind.Number && origin is { } start
            ? Text(DateArithmetic.Bin(instant, start, part, size.AsNumber))
            : Value.Undefined;
    }

    private static Value Read(in Value text, DateTimePart part) => Instant(text) is { } instant ? Value.Of(DateTimeParts.Read(instant, part)) : Value.Undefined;

    private static Value Since1970(in Value text, long unit) =>
        Instant(text) is { } instant ? Value.OfInteger((instant.Ticks - DateTime.UnixEpoch.Ticks) / unit) : Value.Undefined;

    private static Value From1970(ReadOnlySpan<Value> arguments, long unit)
    {
        if (Integer(arguments[0]) is not { } count || DateArithmetic.OfTicks(DateTime.UnixEpoch.Ticks + (Int128)count * unit) is not { } instant) return Value.Undefined;
        return arguments.Length > 1 ? Formatted(instant, arguments[1]) : Text(instant);
    }

    private static Value Formatted(DateTime instant, in Value format) =>
        format.Kind == ValueKind.String && DateFormat.Write(instant, format.AsString) is { } text ? Value.Of(text) : Value.Undefined;

    private static Value Text(DateTime? instant) => instant is { } known ? Value.Of(DateTimeText.Write(known)) : Value.Undefined;

    private static DateTimePart? Part(in Value name) => name.Kind == ValueKind.String ? DateTimeParts.Find(name.AsString) : null;

    private static DateTime? Instant(in Value text) =>
        text.Kind == ValueKind.String && DateTimeText.TryRead(text.AsString, out var instant) ? instant : null;

    private static long? Integer(in Value number) => number.TryGetInteger(out var integer) ? integer : null;
}
