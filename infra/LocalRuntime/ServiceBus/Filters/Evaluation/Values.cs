using System.Globalization;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>
/// What expressions work with: long, double, decimal, bool, string, Guid, DateTimeOffset and TimeSpan. Null is the unknown
/// value: that of a missing property, and of whatever cannot be worked out. Any other type is carried along, but fits no operator.
/// </summary>
internal static class Values
{
    public static object? Of(object? value) => value switch
    {
        byte n => (long)n,
        sbyte n => (long)n,
        short n => (long)n,
        ushort n => (long)n,
        int n => (long)n,
        uint n => (long)n,
        ulong n => n <= long.MaxValue ? (long)n : (decimal)n,
        float n => (double)n,
        char c => c.ToString(),
        Uri uri => uri.OriginalString,
        // Times without a zone are UTC everywhere in Service Bus.
        DateTime { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero),
        DateTime time => new DateTimeOffset(time.ToUniversalTime()),
        _ => value,
    };

    public static bool IsNumber(object? value) => value is long or double or decimal;

    public static double Double(object number) => Convert.ToDouble(number, CultureInfo.InvariantCulture);

    public static decimal Decimal(object number) => Convert.ToDecimal(number, CultureInfo.InvariantCulture);

    public static string Text(object value) => value switch
    {
        string text => text,
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>The value of a text as that of another type, as in <c>sys.EnqueuedTimeUtc &gt; '2024-01-31'</c>.</summary>
    public static object? Parse(string text, Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(DateTimeOffset))
            return DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
        if (type == typeof(TimeSpan))
            return TimeSpan.TryParse(text, culture, out var span) ? span : null;
        return type == typeof(Guid) && Guid.TryParse(text, out var guid) ? guid : null;
    }

    /// <summary>The value as one of the given type where nothing is lost by that; null where it is.</summary>
    public static object? ConvertTo(object value, Type type)
    {
        if (type.IsInstanceOfType(value))
            return value;
        if (type == typeof(DateTime))
            return As<DateTimeOffset>(value)?.UtcDateTime;
        if (type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid))
            return value is string text ? Parse(text, type) : null;
        if (type == typeof(string))
            return Text(value);
        try
        {
            var converted = Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
            return value is string || Comparison.AreEqual(Of(converted), value) == true ? converted : null;
        }
        // The three ways in which a conversion is impossible.
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            return null;
        }
    }

    private static T? As<T>(object value)
        where T : struct =>
        value is string text ? (T?)Parse(text, typeof(T)) : value as T?;
}
