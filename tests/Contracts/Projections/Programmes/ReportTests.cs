using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Functions.Projections.ProgrammeDashboard.Reports;
using Serverless.Kernel.Declarations;
using Serverless.Unit.Projections.Programmes;

namespace Serverless.Contracts.Projections.Programmes;

/// <summary>Reports of two programmes of a tenant, each beside what an oracle counts from all events.</summary>
[Trait("Requirement", "S42")]
[Trait("Requirement", "S72")]
public sealed class ReportTests(ReportTests.TwoProgrammes programmes) : IClassFixture<ReportTests.TwoProgrammes>
{
    private const string From = "2026-11-01";
    private const string To = "2027-06-30";

    private static readonly Dictionary<string, (string Type, Func<ReportFunctions, HttpRequest, Task<IResult>> Function)> Reports = new(StringComparer.Ordinal)
    {
        ["attendance"] = ("attendance", (functions, request) => functions.AttendanceAsync(request, CancellationToken.None)),
        ["submissions"] = ("submission", (functions, request) => functions.SubmissionsAsync(request, CancellationToken.None)),
        ["applications"] = ("application", (functions, request) => functions.ApplicationsAsync(request, CancellationToken.None)),
    };

    private readonly DashboardApp _app = programmes.App;

    public static TheoryData<string> Names => [.. Reports.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Requirement", "S60")]
    public async Task Of_a_programme_or_of_all_by_day_or_week_live_or_rebuilt_they_are_what_the_events_say(string name)
    {
        await VerifyAsync(name);
        await _app.RebuildAsync(() => Task.CompletedTask);
        await VerifyAsync(name);
    }

    [Fact]
    public async Task As_CSV_they_have_a_line_for_each_row_and_say_in_headers_how_current_they_are()
    {
        var (report, csv) = (await ReportAsync("submissions", "2026-12-07", "2026-12-20"), await _app.GetTextAsync("?from=2026-12-07&to=2026-12-20", Reports["submissions"].Function, accept: "text/csv"));
        Assert.Equal("text/csv; charset=utf-8; header=present", csv.Headers.ContentType.ToString());
        Assert.Equal("attachment; filename=submissions-2026-12-07-2026-12-20.csv", csv.Headers.ContentDisposition.ToString());
        var lines = csv.Text.Split("\r\n");
        Assert.Equal("period,handedIn,resubmitted,returned,passed,failed,late", lines[0]);
        Assert.Equal(report.Rows.Select(row => $"{row.Period},{string.Join(',', row.Counts.Values)}"), lines[1..^1]);
        Assert.Equal((14, ""), (report.Rows.Count, lines[^1]));
        Assert.Equal(csv.Text, (await _app.GetTextAsync("?from=2026-12-07&to=2026-12-20&format=csv", Reports["submissions"].Function, accept: "application/json")).Text);
        Assert.StartsWith("{", (await _app.GetTextAsync("?from=2026-12-07&to=2026-12-20", Reports["submissions"].Function, accept: "text/csv;q=0.5, application/json")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_days_that_are_asked_for_are_counted()
    {
        var (whole, first, rest) = (await ReportAsync("attendance", From, To), await ReportAsync("attendance", From, "2026-12-15"), await ReportAsync("attendance", "2026-12-16", To));
        Assert.All(whole.Totals, total => Assert.Equal(total.Value, first.Totals[total.Key] + rest.Totals[total.Key]));
        Assert.All(new[] { first, rest }, part => Assert.InRange(part.Totals.Values.Sum(), 1, whole.Totals.Values.Sum() - 1));
        // A week that is cut holds the days that are left of it.
        var (cut, other) = (await ReportAsync("applications", "2026-12-07", "2026-12-10", "&by=week"), await ReportAsync("applications", "2026-12-11", "2026-12-13", "&by=week"));
        var week = await ReportAsync("applications", "2026-12-07", "2026-12-13", "&by=week");
        Assert.Equal(("2026-W50", "2026-W50", "2026-W50"), (Assert.Single(cut.Rows).Period, Assert.Single(other.Rows).Period, Assert.Single(week.Rows).Period));
        Assert.All(week.Totals, total => Assert.Equal(total.Value, cut.Totals[total.Key] + other.Totals[total.Key]));
    }

    [Theory]
    [InlineData("", "/from /to")]
    [InlineData("?from=2026-12-07", "/to")]
    [InlineData("?from=7.12.2026&to=2026-13-01", "/from /to")]
    [InlineData("?from=2026-12-07&to=2026-12-06", "/to")]
    [InlineData("?from=2026-01-01&to=2027-01-02", "/to")]
    [InlineData("?from=2020-01-01&to=2027-01-08&by=week", "/to")]
    [InlineData("?from=2026-12-07&to=2026-12-07&by=month&format=xml&programme=mine", "/programme /by /format")]
    public async Task What_is_wrong_is_named_by_its_parameter(string query, string parameters)
    {
        var (status, body) = await _app.GetAsync(Reports["attendance"].Function, query);
        Assert.Equal((400, "report-invalid"), (status, (string?)body["code"]));
        Assert.Equal(parameters, string.Join(' ', body["errors"]!.AsArray().Select(error => (string?)error!["pointer"])));
    }

    [Theory]
    [InlineData("?from=2026-01-01&to=2027-01-01", 366)]
    [InlineData("?from=2020-01-06&to=2027-01-10&by=week", 366)]
    [InlineData("?from=2026-12-07&to=2026-12-07", 1)]
    public async Task A_year_of_days_or_as_many_weeks_can_be_asked_for(string query, int rows)
    {
        var (status, body) = await _app.GetAsync(Reports["attendance"].Function, query);
        Assert.Equal((200, rows), (status, body["rows"]!.AsArray().Count));
    }

    /// <summary>What is kept of a page is added to the rows, of which there are as many as days, before the next is read.</summary>
    [Fact]
    public async Task A_tenant_of_many_programmes_is_read_page_by_page()
    {
        const int Programmes = 50, Days = 30;
        await _app.CountAsync("large", Programmes, DayTally.Attendance, Enumerable.Range(0, Days).Select(new DateOnly(2026, 12, 1).AddDays), "late");
        _app.Requests.Reset();
        var (status, body) = await _app.GetAsync(Reports["attendance"].Function, "?from=2026-12-01&to=2026-12-30", tenant: "large");
        Assert.Equal((200, Days, Programmes * Days), (status, body["rows"]!.AsArray().Count, (long)body["totals"]!["late"]!));
        Assert.All(body["rows"]!.AsArray(), row => Assert.Equal(Programmes, (long)row!["counts"]!["late"]!));
        Assert.InRange(_app.Requests[LocalCosmos.RequestKind.QueryItems], 3, Programmes - 1);
    }

    [Fact]
    public async Task An_unknown_programme_is_not_found_and_another_tenant_sees_nothing()
    {
        var (status, body) = await _app.GetAsync(Reports["attendance"].Function, $"?from={From}&to={To}&programme={Guid.NewGuid()}");
        Assert.Equal((404, "programme-not-found"), (status, (string?)body["code"]));
        (status, body) = await _app.GetAsync(Reports["attendance"].Function, $"?from={From}&to={To}", tenant: "other");
        Assert.Equal(200, status);
        Assert.All(body["totals"]!.AsObject(), total => Assert.Equal(0, (long)total.Value!));
    }

    private async Task VerifyAsync(string name)
    {
        foreach (var cohorts in new[] { programmes.Cohorts[..1], programmes.Cohorts[1..], programmes.Cohorts })
        {
            var programme = cohorts.Length == 1 ? $"&programme={cohorts[0].ProgrammeId}" : "";
            var days = new Oracle(cohorts.SelectMany(cohort => cohort.Records).SelectMany(record => record.Events)).Days(Reports[name].Type);
            var byDay = await ReportAsync(name, From, To, programme);
            Assert.Equal(days.OrderBy(one => one.Key, StringComparer.Ordinal), Counted(byDay));
            Assert.NotEmpty(days);

            var weeks = days.GroupBy(one => $"{WeekOf(one.Key[..10])}{one.Key[10..]}").ToDictionary(week => week.Key, week => week.Sum(one => one.Value));
            var byWeek = await ReportAsync(name, From, To, programme + "&by=week");
            Assert.Equal(weeks.OrderBy(one => one.Key, StringComparer.Ordinal), Counted(byWeek));
            Assert.Equal(byDay.Totals, byWeek.Totals);
            Assert.Equal(byDay.Totals.Values.Sum(), days.Values.Sum());
        }
    }

    private static string WeekOf(string day)
    {
        var date = DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(date)}-W{ISOWeek.GetWeekOfYear(date):00}");
    }

    private static IEnumerable<KeyValuePair<string, long>> Counted(Report report) => report.Rows
        .SelectMany(row => row.Counts.Select(count => KeyValuePair.Create($"{row.Period} {count.Key}", count.Value)))
        .Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal);

    private async Task<Report> ReportAsync(string name, string from, string to, string more = "")
    {
        var (status, body) = await _app.GetAsync(Reports[name].Function, $"?from={from}&to={to}{more}");
        Assert.True(status == 200, body.ToJsonString());
        return body.Deserialize<Report>(DocumentJson.Options)!;
    }

    public sealed class TwoProgrammes : IAsyncLifetime
    {
        public DashboardApp App { get; } = new();

        internal Cohort[] Cohorts { get; } = [new(seed: 11, people: 8), new(seed: 12, people: 8)];

        public async Task InitializeAsync()
        {
            await App.InitializeAsync();
            foreach (var cohort in Cohorts)
            {
                await App.StoreAsync(cohort);
                await App.FoldAsync(cohort);
            }
        }

        public Task DisposeAsync() => App.DisposeAsync();
    }
}
