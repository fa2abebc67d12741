using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

[Trait("Requirement", "S126")]
public sealed class DashboardTests(CourseApp course) : IClassFixture<CourseApp>
{
    private static readonly string[] Kinds = ["present", "late", "absent", "excused"];

    [Fact]
    public async Task It_shows_the_figures_of_the_API()
    {
        var live = await course.OpenAsync(course.ProgrammeId);
        var told = await live.PauseAsync();

        await Expect(live.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Data for everyone published");
        foreach (var counts in new[] { "applications", "learners", "certificates" })
        {
            foreach (var (name, count) in told[counts]!.AsObject())
                await Expect(live.Page.Locator($"[data-bar={name}] .value").First).ToHaveTextAsync(LivePage.Number(count));
        }

        var tasks = await live.RowsAsync("#tasks");
        Assert.Equal(told["tasks"]!.AsArray().Count, tasks.Count);
        foreach (var (task, row) in told["tasks"]!.AsArray().Zip(tasks))
        {
            Assert.Equal(((string?)task!["title"], (string?)task["due"]), ((string?)row["title"], (string?)row["due"]));
            foreach (var count in new[] { "handedIn", "submitted", "returned", "passed", "failed", "late" }) Assert.Equal(LivePage.Number(task[count]), (string?)row[count]);
            Assert.Equal((long)task["passed"]! + (long)task["failed"]! == 0 ? "–" : Percent(task["passRate"]), (string?)row["passRate"]);
        }

        Assert.Equal(LivePage.Number(told["atRisk"]!["count"]), await live.Page.Locator("[data-tile=risk] .value").TextContentAsync());
        Assert.Equal((long)told["atRisk"]!["count"]!, (await live.RowsAsync("#risk")).Count);
        await Expect(live.Page.Locator("#rule")).ToHaveTextAsync((string)told["atRisk"]!["rule"]!);
        await Expect(live.Page.Locator("#fresh")).ToContainTextAsync("is counted; that is ");
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task It_shows_shares_of_the_latest_figures()
    {
        var live = await course.OpenAsync(course.ProgrammeId);
        await live.ShownAsync();
        // As if some had left since.
        await live.Page.RouteAsync("**/dashboard", async route =>
        {
            var answer = await route.FetchAsync();
            var told = JsonNode.Parse(await answer.TextAsync())!;
            told["learners"] = new JsonObject { ["active"] = 3, ["completed"] = 1, ["dropped"] = 4 };
            await route.FulfillAsync(new() { Response = answer, Body = told.ToJsonString() });
        });
        await live.RefreshedAsync();
        await live.RefreshedAsync();
        await Expect(live.Page.Locator("#learners [data-bar=dropped] .share")).ToHaveTextAsync("50 %");
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Attendance_is_drawn_week_by_week_as_the_API_tells_it()
    {
        var live = await course.OpenAsync(course.ProgrammeId);
        var told = await live.PauseAsync();
        var weeks = told["attendance"]!.AsArray();

        Assert.Equal(
            weeks.SelectMany(week => Kinds.Select(kind => $"{week!["week"]}: {week[kind]} {kind}")),
            await live.Page.Locator("#attendance .columns-chart title").AllTextContentsAsync());
        await live.Page.GetByText("Every value as a table").PressAsync("Enter");
        await Expect(live.Page.Locator("#attendance table")).ToBeVisibleAsync();
        foreach (var (week, row) in weeks.Zip(await live.RowsAsync("#attendance")))
        {
            Assert.Equal(((string?)week!["week"], Percent(week["rate"])), ((string?)row["week"], (string?)row["rate"]));
            foreach (var kind in Kinds) Assert.Equal(LivePage.Number(week[kind]), (string?)row[kind]);
        }

        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_programme_in_which_nothing_has_happened_says_so()
    {
        var live = await course.OpenAsync(course.QuietId);
        await live.ShownAsync();
        await Expect(live.Page.GetByText("No attendance has been recorded.").First).ToBeVisibleAsync();
        await Expect(live.Page.GetByText("The programme has no tasks.")).ToBeVisibleAsync();
        await Expect(live.Page.GetByText("Nobody is at risk.")).ToBeVisibleAsync();
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_programme_that_does_not_exist_is_said_to_be_unknown()
    {
        var live = await course.OpenAsync(Guid.NewGuid());
        await Expect(live.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no such programme.");
        await Expect(live.Page.Locator("#told")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task It_fits_the_width(int width, ColorScheme scheme)
    {
        var live = await course.OpenAsync(course.ProgrammeId, width, scheme);
        await live.ShownAsync();
        Assert.True(await live.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Empty(live.Errors);
    }

    private static string Percent(JsonNode? share) => $"{LivePage.Number(Math.Round(100 * (double)share!, 2))} %";
}
