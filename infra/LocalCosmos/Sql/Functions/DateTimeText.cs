using System.Globalization;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// Instants as text: 2024-12-12, 2024-12-12 20:21:25 or 2024-12-12T20:21:25.1234567, each in UTC, with or without Z, or
/// with an offset such as +01:00, +0100 or +01. The calendar begins in 1601.
/// </summary>
internal static class DateTimeText
{
    public static readonly DateTime First = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static string Write(DateTime instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static bool TryRead(string text, out DateTime instant)
    {
        const int dateLength = 10;
        instant = default;
        if (text.Length < dateLength) return false;
        var date = text.AsSpan(0, dateLength);
        var rest = text.AsSpan(dateLength);
        if (date[4] != '-' || date[7] != '-') return false;
        if (!TryReadDigits(date[..4], out var year) || !TryReadDigits(date[5..7], out var month) || !TryReadDigits(date[8..10], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (!TryTakeOffset(ref rest, out var offset) || !TryReadTime(rest, out var time)) return false;
        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + time - offset;
        if (ticks < First.Ticks || ticks > DateTime.MaxValue.Ticks) return false;
        instant = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Takes Z, or + or - and hours and minutes, off the end of the text.</summary>
    private static bool TryTakeOffset(ref ReadOnlySpan<char> text, out long ticks)
    {
        const int mostHours = 14;
        ticks = 0;
        if (text is [.. var utc, 'Z'])
        {
            text = utc;
            return true;
        }

        var sign = text.LastIndexOfAny('+', '-');
        if (sign < 0) return true;
        var offset = text[(sign + 1)..];
        var minutes = 0;
        if (offset is not [_, _] and not [_, _, _, _] and not [_, _, ':', _, _]) return false;
        if (!TryReadDigits(offset[..2], out var hours) || (offset.Length > 2 && !TryReadDigits(offset[^2..], out minutes))) return false;
        if (hours > mostHours || minutes > 59) return false;
        ticks = hours * TimeSpan.TicksPerHour + minutes * TimeSpan.TicksPerMinute;
        if (text[sign] == '-') ticks = -ticks;
        text = text[..sign];
        if (text is [.. var spaced, ' ']) text = spaced;
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
