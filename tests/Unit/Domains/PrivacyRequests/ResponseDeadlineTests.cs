using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Domains;

public sealed class ResponseDeadlineTests
{
    private static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.Utc,
        .. new[] { "Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "Asia/Kolkata", "Pacific/Chatham", "Africa/Cairo" }.Select(TimeZoneInfo.FindSystemTimeZoneById),
        .. Enumerable.Range(-12, 27).Select(hours => TimeZoneInfo.CreateCustomTimeZone($"{hours}", TimeSpan.FromHours(hours), $"{hours}", $"{hours}")),
    ];

    private static readonly Gen<(DateTimeOffset At, TimeZoneInfo Zone)> Receipts =
        from minute in Gen.Choose(0, 60 * 24 * 365 * 40)
        from zone in Gen.Elements(Zones)
        select (new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute), zone);

    [Theory]
    [InlineData("2027-01-15T10:00Z", "2027-02-15T10:00Z")]
    [InlineData("2027-01-31T10:00Z", "2027-02-28T10:00Z")]
    [InlineData("2028-01-31T10:00Z", "2028-02-29T10:00Z")]
    [InlineData("2028-02-29T10:00Z", "2028-03-29T10:00Z")]
    [InlineData("2027-08-31T10:00Z", "2027-09-30T10:00Z")]
    [InlineData("2027-12-31T23:59Z", "2028-01-31T23:59Z")]
    public void A_month_ends_on_the_day_of_its_number_or_on_its_last(string received, string answered) =>
        Assert.Equal(Time(answered), ResponseDeadline.Of(Jurisdiction.Gdpr, Time(received), TimeZoneInfo.Utc).At);

    [Theory]
    [InlineData("2027-11-30T10:00Z", "2028-02-29T10:00Z")]
    [InlineData("2027-01-31T10:00Z", "2027-04-30T10:00Z")]
    public void An_extension_makes_it_three_months_from_receipt(string received, string answered) =>
        Assert.Equal(Time(answered), ResponseDeadline.Extended(Jurisdiction.Gdpr, Time(received), TimeZoneInfo.Utc)!.At);

    [Fact]
    public void In_India_there_are_ninety_days_and_no_extension()
    {
        Assert.Equal(Time("2027-04-01T10:00Z"), ResponseDeadline.Of(Jurisdiction.Dpdp, Time("2027-01-01T10:00Z"), TimeZoneInfo.Utc).At);
        Assert.Null(ResponseDeadline.Extended(Jurisdiction.Dpdp, Time("2027-01-01T10:00Z"), TimeZoneInfo.Utc));
    }

    /// <summary>In New York it was still February, and one month later the clocks there had gone forward.</summary>
    [Fact]
    public void The_day_is_that_of_the_time_zone()
    {
        var newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");
        Assert.Equal(Time("2027-03-29T01:00Z"), ResponseDeadline.Of(Jurisdiction.Gdpr, Time("2027-03-01T02:00Z"), newYork).At);
        Assert.Equal(Time("2027-04-01T02:00Z"), ResponseDeadline.Of(Jurisdiction.Gdpr, Time("2027-03-01T02:00Z"), TimeZoneInfo.Utc).At);
    }

    [Fact]
    public void Whenever_and_wherever_it_is_received_it_is_due_on_the_laws_last_day_there() => Prop.ForAll(
        Receipts.ToArbitrary(),
        receipt =>
        {
            var due = DayOf(ResponseDeadline.Of(Jurisdiction.Gdpr, receipt.At, receipt.Zone).At, receipt.Zone);
            var extended = DayOf(ResponseDeadline.Extended(Jurisdiction.Gdpr, receipt.At, receipt.Zone)!.At, receipt.Zone);
            var received = DayOf(receipt.At, receipt.Zone);
            return due == LastDay(received, months: 1) && extended == LastDay(received, months: 3);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static DateOnly LastDay(DateOnly received, int months)
    {
        var (year, month) = (received.Year + ((received.Month - 1 + months) / 12), ((received.Month - 1 + months) % 12) + 1);
        return new DateOnly(year, month, Math.Min(received.Day, DateTime.DaysInMonth(year, month)));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
