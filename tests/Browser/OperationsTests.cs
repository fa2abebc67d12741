using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

public sealed class OperationsTests(OperatedApp operated) : IClassFixture<OperatedApp>
{
    [Fact]
    [Trait("Requirement", "S31")]
    [Trait("Requirement", "S63")]
    public async Task Each_function_is_shown_with_the_figures_of_the_API_beside_its_objective()
    {
        var live = await operated.OpenAsync();
        var told = await live.PauseAsync("at");

        var rows = (await live.RowsAsync("#latency")).Concat(await live.RowsAsync("#work")).ToDictionary(row => (string)row["name"]!);
        Assert.Equal(told["functions"]!.AsArray().Select(one => (string)one!["name"]!).Order(), rows.Keys.Order());
        foreach (var function in told["functions"]!.AsArray())
        {
            var row = rows[(string)function!["name"]!];
            foreach (var count in new[] { "calls", "failures", "requestCharge", "chargePerCall" }) Assert.Equal(LivePage.Number(function[count]), (string?)row[count]);
            foreach (var latency in new[] { "p50", "p95", "p99" }) Assert.Equal($"{function[latency]} ms", (string?)row[latency]);
            if (function["objective"] is { } objective) Assert.Equal($"{objective} ms", (string?)row["objective"]);
        }

        // Whether it is met is said in words, and not by a colour alone.
        var overview = rows["GetPersonOverview"];
        Assert.Equal((string?)Function(told, "GetPersonOverview")["standing"] == "met" ? "✓ met" : "▲ over", (string?)overview["standing"]);
        Assert.Empty(live.Errors);
    }

    [Fact]
    [Trait("Requirement", "S32")]
    public async Task Lags_are_drawn_and_can_be_read_by_keyboard_and_in_a_table()
    {
        await operated.App.RegisterAsync("Ada");
        var live = await operated.OpenAsync();
        await Expect(live.Page.Locator("#lag .drawing g.series.s1 circle, #lag .drawing g.series rect").First).ToBeAttachedAsync();
        var told = await live.PauseAsync("at");

        Assert.Equal(
            told["readModels"]!.AsArray().Concat(told["reactions"]!.AsArray()).Select(one => (string)one!["name"]!),
            await live.Page.Locator("#lag .legend span").AllTextContentsAsync());
        var models = await live.RowsAsync("#lag");
        Assert.All(told["readModels"]!.AsArray().Zip(models), pair => Assert.Equal(
            ((string?)pair.First!["name"], $"{LivePage.Number(pair.First["lagSeconds"])} s", LivePage.Number(pair.First["pending"])),
            ((string?)pair.Second["name"], (string?)pair.Second["lagSeconds"], (string?)pair.Second["pending"])));

        await live.Page.Locator("#lag .drawing").FocusAsync();
        await live.Page.Keyboard.PressAsync("End");
        await Expect(live.Page.Locator("#lag .told")).ToContainTextAsync("person-overview");
        await live.Page.GetByText("Every value as a table").ClickAsync();
        var most = told["readModels"]!.AsArray().Single(one => (string?)one!["name"] == "person-overview")!["lags"]!.AsArray().OfType<JsonNode>().Max(lag => (double)lag);
        await Expect(live.Page.GetByRole(AriaRole.Cell, new() { Name = $"{LivePage.Number(most)} s" }).First).ToBeVisibleAsync();
        Assert.Empty(live.Errors);
    }

    [Fact]
    [Trait("Requirement", "S76")]
    public async Task Orchestrations_and_queues_are_shown_as_the_API_tells_them()
    {
        var live = await operated.OpenAsync();
        await Expect(live.Page.Locator("#orchestrations")).ToContainTextAsync("✓ completed");
        var told = await live.PauseAsync("at");

        var rebuild = told["orchestrations"]!.AsArray().Single(one => (string?)one!["name"] == "RebuildProjection")!;
        var shown = live.Page.Locator("#orchestrations tbody tr").First;
        await Expect(shown).ToContainTextAsync((string)rebuild["id"]!);
        Assert.Equal((double)rebuild["share"]!, await shown.Locator("progress").EvaluateAsync<double>("one => one.value"));
        foreach (var figure in rebuild["progress"]!.AsArray()) await Expect(shown.Locator(".figures")).ToContainTextAsync((string)figure!["value"]!);

        Assert.Equal(
            told["queues"]!.AsArray().Select(queue => ((string?)queue!["name"], (string?)LivePage.Number(queue["active"]), (string?)LivePage.Number(queue["deadLetters"]))),
            (await live.RowsAsync("#queues")).Select(row => ((string?)row["name"], (string?)row["active"], (string?)row["deadLetters"])));
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_refresh_takes_away_neither_focus_nor_scroll_nor_what_is_open()
    {
        var live = await operated.OpenAsync();
        await live.ShownAsync();
        await live.Page.GetByText("Every value as a table").ClickAsync();
        await live.Page.Locator("[data-tile=queues] a").FocusAsync();
        await live.Page.EvaluateAsync("scrollTo(0, 300)");

        await live.RefreshedAsync();
        await live.RefreshedAsync();

        await Expect(live.Page.Locator("[data-tile=queues] a")).ToBeFocusedAsync();
        Assert.Equal(300, await live.Page.EvaluateAsync<int>("scrollY"));
        Assert.True(await live.Page.Locator("#lag-values").EvaluateAsync<bool>("one => one.open"));
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task Whoever_has_done_nothing_is_told_so()
    {
        var live = await operated.OpenAsync(tenant: "nobody-else");
        await live.ShownAsync();
        await Expect(live.Page.Locator("#letters")).ToContainTextAsync("No event is parked.");
        await Expect(live.Page.Locator("[data-tile=letters]")).ToContainTextAsync("none parked");
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task What_goes_wrong_is_said_and_it_goes_on_by_itself()
    {
        var live = await operated.OpenAsync();
        await live.ShownAsync();
        await live.Page.RouteAsync("**/operations/metrics", route => route.AbortAsync());
        await Expect(live.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("The app does not answer. What is shown is of ");
        await Expect(live.Page.Locator("#latency")).ToContainTextAsync("GetPersonOverview");

        await live.Page.UnrouteAllAsync();
        await Expect(live.Page.Locator("#alert")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_asked_to()
    {
        var live = await operated.OpenAsync(tenant: null);
        await Expect(live.Page.Locator("#told")).ToBeHiddenAsync();
        await live.Page.GetByText("Sign in as an operator").GetByRole(AriaRole.Button).PressAsync("Enter");
        await Expect(live.Page.Locator("#dev-tenant")).ToBeFocusedAsync();
        Assert.Empty(live.Errors);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task It_fits_the_width_and_every_control_has_a_name(int width, ColorScheme scheme)
    {
        var live = await operated.OpenAsync(width: width, scheme: scheme);
        await live.ShownAsync();
        Assert.True(await live.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Empty(await live.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('button, a')].filter(one => !one.textContent.trim() && !one.ariaLabel && !one.closest('[hidden]')).map(one => one.outerHTML)"));
        Assert.Empty(await live.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('progress')].filter(one => !one.ariaLabel).map(one => one.outerHTML)"));
        Assert.Empty(live.Errors);
    }

    private static JsonNode Function(JsonNode told, string name) => told["functions"]!.AsArray().Single(one => (string?)one!["name"] == name)!;
}
