using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Functions on instants given as text, ticks (100 ns) or milliseconds since 1970.</summary>
internal static class DateFunctions
{
    private const int FirstBinYear = 1601;

    public static IEnumerable<Function> All =>
    [
        Function.Of("DateTimeAdd", (part, count, instant) => Part(part) is { } p && Integer(count) is { } c && Instant(instant) is { } i
            ? Text(DateArithmetic.Add(i, p, c))
            : Value.Undefined),
        Function.Of("DateTimeDiff", (part, start, end) => Part(part) is { } p && Instant(start) is { } s && Instant(end) is { } e
            ? Value.Of(DateArithmetic.Boundaries(s, e, p))
            : Value.Undefined),
        Function.Of("DateTimePart", (part, instant) => Part(part) is { } p && Instant(instant) is { } i
            ? Value.Of(DateTimeParts.Read(i, p))
            : Value.Undefined),
        Function.Of("DateTimeFromParts", 3, 7, FromParts),
        Function.Of("DateTimeBin", 2, 4, Bin),
        Function.Of("DateTimeFormat", (instant, format) => Instant(instant) is { } i && format.Kind == ValueKind.String && DateFormat.Write(i, format.AsString) is { } text
            ? Value.Of(text)
            : Value.Undefined),
        Function.Of("DateTimeToTicks", instant => Since1970(instant, 1)),
        Function.Of("DateTimeToTimestamp", instant => Since1970(instant, TimeSpan.TicksPerMillisecond)),
        Function.Of("TicksToDateTime", ticks => From1970(ticks, 1)),
        Function.Of("TimestampToDateTime", milliseconds => From1970(milliseconds, TimeSpan.TicksPerMillisecond)),
    ];

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
        if (parts[3] > 23 || parts[4] > 59 || parts[5] > 59 || parts[6] >= TimeSpan.TicksPerSecond) return Value.Undefined;
        return Text(new DateTime(year, month, (int)parts[2], (int)parts[3], (int)parts[4], (int)parts[5], DateTimeKind.Utc).AddTicks(parts[6]));
    }

    private static Value Bin(ReadOnlySpan<Value> arguments)
    {
        var size = arguments.Length > 2 ? Integer(arguments[2]) : 1;
        var origin = arguments.Length > 3 ? Instant(arguments[3]) : DateTime.UnixEpoch;
        if (Instant(arguments[0]) is not { } instant || Part(arguments[1]) is not { } part) return Value.Undefined;
        if (size is not > 0 || origin is not { Year: >= FirstBinYear }) return Value.Undefined;
        return Text(DateArithmetic.Bin(instant, origin.Value, part, size.Value));
    }

    private static Value Since1970(in Value text, long unit) =>
        Instant(text) is { } instant ? Value.Of(instant.Ticks / unit - DateTime.UnixEpoch.Ticks / unit) : Value.Undefined;

    private static Value From1970(in Value count, long unit) =>
        Integer(count) is { } whole ? Text(DateArithmetic.OfTicks(DateTime.UnixEpoch.Ticks + (Int128)whole * unit)) : Value.Undefined;

    private static Value Text(DateTime? instant) => instant is { } known ? Value.Of(DateTimeText.Write(known)) : Value.Undefined;

    private static DateTimePart? Part(in Value name) => name.Kind == ValueKind.String ? DateTimeParts.Find(name.AsString) : null;

    private static DateTime? Instant(in Value text) =>
        text.Kind == ValueKind.String && DateTimeText.TryRead(text.AsString, out var instant) ? instant : null;

    // 2 to the power of 63 is the first double past the range of long.
    private static long? Integer(in Value number) =>
        number.Kind == ValueKind.Number && Math.Truncate(number.AsNumber) == number.AsNumber && Math.Abs(number.AsNumber) < 9223372036854775808.0
            ? (long)number.AsNumber
            : null;
}
