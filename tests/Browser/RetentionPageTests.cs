using Microsoft.Playwright;
using Serverless.Acceptance.Projections;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

[Trait("Requirement", "S57")]
public sealed class RetentionPageTests(OperatedApp operated) : IClassFixture<OperatedApp>
{
    private const string Address = "/api/lifecycle/policies";

    [Fact]
    public async Task The_page_shows_what_the_app_answers_row_by_row()
    {
        var live = await operated.OpenAsync($"{Address}.html", Address, OverviewApp.Tenant, width: 1280, ColorScheme.Light);
        var told = await live.PauseAsync();
        var (records, others) = (await live.RowsAsync("#records"), await live.RowsAsync("#others"));
        Assert.Equal(told["records"]!.AsArray().Select(one => (string)one!["recordType"]!), records.Select(row => (string)row["recordType"]!));
        Assert.Equal(told["others"]!.AsArray().Select(one => (string)one!["name"]!), others.Select(row => (string)row["name"]!));

        var enrolment = records.Single(row => (string)row["recordType"]! == "enrolment");
        Assert.StartsWith("1 year after status became completed or dropped", (string)enrolment["inReach"]!, StringComparison.Ordinal);
        Assert.Equal("archived in archives-enrolments, offline after 1095 days, deleted after 3650 days", (string)enrolment["then"]!);
        Assert.Equal("7 days after the request was answered", (string)others.Single(row => (string)row["name"]! == "idempotency-records")["keptFor"]!);
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Nobody_is_told_who_is_not_signed_in()
    {
        var live = await operated.OpenAsync($"{Address}.html", Address, tenant: null, width: 390, ColorScheme.Dark);
        await Expect(live.Page.Locator("#signin")).ToBeVisibleAsync();
        await Expect(live.Page.Locator("#told")).ToBeHiddenAsync();
    }
}
