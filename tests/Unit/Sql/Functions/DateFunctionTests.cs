namespace Serverless.Unit.Sql.Functions;

public class DateFunctionTests
{
    public static TheoryData<string, string?> Facts => new()
    {
        { "DateTimeAdd('yyyy', 1, '2020-07-03T00:00:00.0000000')", "\"2021-07-03T00:00:00.0000000Z\"" },
        { "DateTimeAdd('mm', -1, '2020-07-03T00:00:00.0000000')", "\"2020-06-03T00:00:00.0000000Z\"" },
        { "DateTimeAdd('dd', 1, '2020-07-03T00:00:00.0000000')", "\"2020-07-04T00:00:00.0000000Z\"" },
        { "DateTimeAdd('hh', -1, '2020-07-03T00:00:00.0000000')", "\"2020-07-02T23:00:00.0000000Z\"" },
        { "DateTimeAdd('ss', 5 * -5, '2020-07-03T00:00:00.0000000')", "\"2020-07-02T23:59:35.0000000Z\"" },
        { "DateTimeAdd('month', 1, '2021-01-31')", "\"2021-02-28T00:00:00.0000000Z\"" },
        { "DateTimeAdd('week', 1, '2020-07-03')", null },
        { "DateTimeAdd('dd', 1.5, '2020-07-03')", null },
        { "DateTimeAdd('yyyy', 8000, '2020-07-03')", null },
        { "DateTimeAdd('dd', 10000000000, '2020-07-03')", null },

        { "DateTimeAdd('hour', 1, '2020-01-31T00:00:00+02:00')", "\"2020-01-30T23:00:00.0000000Z\"" },
        { "DateTimeAdd('-1d', '2020-01-31T00:00:00Z')", "\"2020-01-30T00:00:00.0000000Z\"" },
        { "DateTimeAdd('ns', 150, '2020-01-31')", "\"2020-01-31T00:00:00.0000002Z\"" },
        { "DateTimeAdd('ms', -1, '1601-01-01')", null },

        { "YEAR('2000-10-10')", "2000" },
        { "YEAR('2024-01-10T14:15:20')", "2024" },
        { "MONTH('2000-12-12T10:00:00')", "12" },
        { "MONTH('1989-03-03T12:12:12.1234567Z')", "3" },
        { "DAY('2024-01-10')", "10" },
        { "DAY('1989-03-03T12:12:12.1234567Z')", "3" },
        { "DAY('the first')", null },

        { "DateTimeDiff('yyyy', '2019-02-04T16:00:00.0000000', '2018-03-05T05:00:00.0000000')", "-1" },
        { "DateTimeDiff('mm', '2018-03-05T05:00:00.0000000', '2019-02-04T16:00:00.0000000')", "11" },
        { "DateTimeDiff('dd', '2019-02-04T16:00:00.0000000', '2018-03-05T05:00:00.0000000')", "-336" },
        { "DateTimeDiff('hh', '2018-03-05T05:00:00.0000000', '2019-02-04T16:00:00.0000000')", "8075" },
        { "DateTimeDiff('ss', '2019-02-04T16:00:00.0000000', '2018-03-05T05:00:00.0000000')", "-29070000" },
        { "DateTimeDiff('dd', '2020-01-01T23:59:59', '2020-01-02T00:00:00')", "1" },
        { "DateTimeDiff('dd', '2020-01-01', 'tomorrow')", null },

        { "DateTimePart('yyyy', '2016-05-29T08:30:00.1301617')", "2016" },
        { "DateTimePart('mm', '2016-05-29T08:30:00.1301617')", "5" },
        { "DateTimePart('mi', '2016-05-29T08:30:00.1301617')", "30" },
        { "DateTimePart('ms', '2016-05-29T08:30:00.1301617')", "130" },
        { "DateTimePart('mcs', '2016-05-29T08:30:00.1301617')", "130161" },
        { "DateTimePart('ns', '2016-05-29T08:30:00.1301617')", "130161700" },
        { "DateTimePart('yyyy', '2016-02-30')", null },

        { "DateTimeFromParts(2017, 4, 20)", "\"2017-04-20T00:00:00.0000000Z\"" },
        { "DateTimeFromParts(2017, 4, 20, 13, 15)", "\"2017-04-20T13:15:00.0000000Z\"" },
        { "DateTimeFromParts(2017, 4, 20, 13, 15, 20, 3456789)", "\"2017-04-20T13:15:20.3456789Z\"" },
        { "DateTimeFromParts(-2000, -1, -1)", null },
        { "DateTimeFromParts(2017, 2, 29)", null },
        { "DateTimeFromParts(2017, 4, 20, 24)", null },

        { "DateTimeBin('2021-01-08T18:35:00.0000000', 'dd')", "\"2021-01-08T00:00:00.0000000Z\"" },
        { "DateTimeBin('2021-01-08T18:35:00.0000000', 'hh')", "\"2021-01-08T18:00:00.0000000Z\"" },
        { "DateTimeBin('2021-01-08T18:35:00.0000000', 'hh', 5)", "\"2021-01-08T15:00:00.0000000Z\"" },
        { "DateTimeBin('2021-01-08T18:35:00.0000000', 'dd', 7)", "\"2021-01-07T00:00:00.0000000Z\"" },
        { "DateTimeBin('2021-01-08T18:35:00.0000000', 'dd', 7, '1601-01-01T00:00:00.0000000')", "\"2021-01-04T00:00:00.0000000Z\"" },
        { "DateTimeBin('1969-12-31T18:35:00.0000000', 'dd')", "\"1969-12-31T00:00:00.0000000Z\"" },
        { "DateTimeBin('2021-01-08', 'mm')", null },
        { "DateTimeBin('2021-01-08', 'dd', 0)", null },
        { "DateTimeBin('2021-01-08', 'dd', 7, '1600-12-31')", null },

        { "DATETIMEFORMAT('2024-10-10 14:40:20', 'yyyyMMdd')", "\"20241010\"" },
        { "DATETIMEFORMAT('2024-10-10 14:40:20', 'yyyy-MM-dd [HH:mm:ss]')", "\"2024-10-10 [14:40:20]\"" },
        { @"DATETIMEFORMAT('2024-10-10 14:40:20', 'To\\da\\y i\\s: yyyy-MM-ddTHH:mm:ss.fff')", "\"Today is: 2024-10-10T14:40:20.000\"" },
        { @"DATETIMEFORMAT('2024-10-10 14:40:20', 'To\\da\\y i\\s: yyyy-MM-ddTHH:mm:ss.FFF')", "\"Today is: 2024-10-10T14:40:20.\"" },
        { "DATETIMEFORMAT('2024-03-04 15:06:07.0089', 'y yy yyy M MMMM d dddd h hh tt t')", "\"24 24 24 3 03 4 04 3 03 PM t\"" },
        { "DATETIMEFORMAT('2024-03-04 15:06:07.0089', 'f|ff|ffff|fffffffff|F|FFF')", "\"0|00|0089|0089000||008\"" },
        { "DATETIMEFORMAT('2024-10-10', '')", null },
        { "DATETIMEFORMAT(20241010, 'yyyy')", null },

        { "DateTimeToTicks('2015-05-19T12:00:00.0000000')", "14320368000000000" },
        { "DateTimeToTicks('1601-01-01T00:00:00Z')", "-116444736000000000" },
        { "DateTimeToTicks('2015-05-19 12')", null },

        { "DateTimeToTimestamp('2015-05-19T12:00:00.0000000')", "1432036800000" },
        { "DateTimeToTimestamp('2024-12-12T20:21:25.123')", "1734034885123" },
        { "DateTimeToTimestamp('2024-12-12T20:21:25.')", null },

        { "TicksToDateTime(15973607943002652)", "\"2020-08-13T23:19:54.3002652Z\"" },
        { "TicksToDateTime(0)", "\"1970-01-01T00:00:00.0000000Z\"" },
        { "TicksToDateTime(-116444736000000000)", "\"1601-01-01T00:00:00.0000000Z\"" },
        { "TicksToDateTime(0, 'yyyy')", "\"1970\"" },
        { "TicksToDateTime(1e30)", null },

        { "TimestampToDateTime(1597360794300)", "\"2020-08-13T23:19:54.3000000Z\"" },
        { "TimestampToDateTime(-11644473600000)", "\"1601-01-01T00:00:00.0000000Z\"" },
        { "TimestampToDateTime('0')", null },
    };

    [Theory]
    [MemberData(nameof(Facts))]
    public void Gives_what_the_documentation_says(string expression, string? expected) => Assert.Equal(expected, Evaluate.Json(expression));

    [Theory]
    [InlineData("2024-12-12", true)]
    [InlineData("2024-12-12Z", true)]
    [InlineData("2024-12-12 20:21:25", true)]
    [InlineData("2024-12-12T20:21:25Z", true)]
    [InlineData("2024-12-12T20:21:25.1234567Z", true)]
    [InlineData("2024-12-12T20Z", false)]
    [InlineData("2024-12-12T20:21Z", false)]
    [InlineData("2024-12-12 20:21:25.", false)]
    [InlineData("2024-12-12T20:21:25.12345678Z", false)]
    [InlineData("2024-12-12T20:21:25+01:00", true)]
    [InlineData("2024-12-12T20:21:25.5-0130", true)]
    [InlineData("2024-12-12T20:21:25 +01", true)]
    [InlineData("2024-12-12T20:21:25+15:00", false)]
    [InlineData("2024-12-12T20:21:25+01:60", false)]
    [InlineData("2024-12-12T20:21:25z", false)]
    [InlineData("2024-12-12T24:00:00Z", false)]
    [InlineData("2023-02-29", false)]
    [InlineData("+024-12-12", false)]
    public void Reads_the_documented_forms_of_an_instant(string text, bool valid) =>
        Assert.Equal(valid ? "2024" : null, Evaluate.Json($"DateTimePart('yyyy', '{text}')"));
}
