namespace Serverless.Functions.Seams;

/// <summary>Asks until when the law wants what a subject asks for to be answered, in the time zone that this deployment counts its days in.</summary>
public delegate ResponseDeadline FindResponseDeadline(Jurisdiction jurisdiction, DateTimeOffset receivedAt);

/// <summary>Until when the law wants an answer.</summary>
/// <param name="Rule">As it is cited.</param>
public sealed record ResponseDeadline(DateTimeOffset At, string Rule)
{
    private const int DaysOfDpdp = 90;

    /// <summary>
    /// A month ends on the day of the same number, or on its last where it has none (Regulation 1182/71, Art. 3). The law gives all of that
    /// day; this gives it until the time of day of the receipt, and so is never late.
    /// </summary>
    /// <param name="zone">In which the day of the receipt is told: elsewhere it may be the last of another month.</param>
    public static ResponseDeadline Of(Jurisdiction jurisdiction, DateTimeOffset receivedAt, TimeZoneInfo zone) => jurisdiction switch
    {
        Jurisdiction.Gdpr => new(MonthsAfter(receivedAt, 1, zone), "GDPR Art. 12(3): one month from receipt"),
        Jurisdiction.Dpdp => new(receivedAt.AddDays(DaysOfDpdp), "DPDP Rules 2025, rule 14(3): 90 days from receipt"),
        _ => throw new ArgumentOutOfRangeException(nameof(jurisdiction)),
    };

    /// <summary>By two further months, counted with the first from the receipt.</summary>
    /// <returns>Null where the law knows no extension.</returns>
    public static ResponseDeadline? Extended(Jurisdiction jurisdiction, DateTimeOffset receivedAt, TimeZoneInfo zone) => jurisdiction switch
    {
        Jurisdiction.Gdpr => new(MonthsAfter(receivedAt, 3, zone), "GDPR Art. 12(3): extended to three months from receipt"),
        Jurisdiction.Dpdp => null,
        _ => throw new ArgumentOutOfRangeException(nameof(jurisdiction)),
    };

    private static DateTimeOffset MonthsAfter(DateTimeOffset from, int months, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = TimeZoneInfo.ConvertTime(from, zone).DateTime.AddMonths(months);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
