using System.Globalization;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>Instants in UTC as text: 2024-12-12, 2024-12-12 20:21:25 or 2024-12-12T20:21:25.1234567, each with or without Z.</summary>
internal static class DateTimeText
{
    public static string Write(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static bool TryRead(string text, out DateTime instant)
    {
        const int dateLength = 10;
        instant = default;
        var rest = text.AsSpan();
        if (rest.EndsWith("Z", StringComparison.Ordinal)) rest = rest[..^1];
        if (rest.Length < dateLength || rest[4] != '-' || rest[7] != '-') return false;
        if (!TryReadDigits(rest[..4], out var year) || !TryReadDigits(rest[5..7], out var month) || !TryReadDigits(rest[8..10], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (!TryReadTime(rest[dateLength..], out var time)) return false;
        instant = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).AddTicks(time);
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty) return true;
        if (text.Length < 9 || text[0] is not ('T' or ' ') || text[3] != ':' || text[6] != ':') return false;
        if (!TryReadDigits(text[1..3], out var hour) || !TryReadDigits(text[4..6], out var minute) || !TryReadDigits(text[7..9], out var second)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute + second * TimeSpan.TicksPerSecond;
        return text.Length == 9 || TryAddFraction(text[9..], ref ticks);
    }

    private static bool TryAddFraction(ReadOnlySpan<char> text, ref long ticks)
    {
        const int mostDigits = 7;
        if (text[0] != '.' || text.Length is < 2 or > mostDigits + 1 || !TryReadDigits(text[1..], out var fraction)) return false;
        for (var digits = text.Length - 1; digits < mostDigits; digits++) fraction *= 10;
        ticks += fraction;
        return true;
    }

    private static bool TryReadDigits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
