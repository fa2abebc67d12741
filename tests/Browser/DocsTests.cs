using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

[Collection(nameof(BrowsedApp))]
public sealed class DocsTests(BrowsedApp app)
{
    private const string Docs = "/api/docs";

    [Fact]
    public async Task An_operation_is_found_and_tried()
    {
        var (page, errors) = await app.OpenAsync(Docs);
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "Search operations" }).FillAsync("app runs");
        await Expect(page.Locator("#found")).ToContainTextAsync("1 of ");

        var health = page.Locator("#Health");
        await health.Locator("> summary").ClickAsync();
        await health.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();

        await Expect(health.Locator(".status strong")).ToHaveTextAsync("200 OK");
        await Expect(health.GetByLabel("Body of the answer")).ToContainTextAsync("\"status\": \"healthy\"");
        await Expect(health.GetByLabel("The same with curl")).ToContainTextAsync($"curl -i '{new Uri(app.Address, "/api/health")}'");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_person_is_registered_read_and_changed_with_what_the_answers_before_have_taught()
    {
        var (page, errors) = await app.OpenAsync(Docs);
        await page.GetByRole(AriaRole.Button, new() { Name = "No token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Get a token" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Token set" })).ToBeVisibleAsync();

        await AnswersAsync(page, "RegisterPerson", "201 Created", "etag\"1\"");
        await AnswersAsync(page, "RegisterPerson", "201 Created", "idempotent-replayedtrue");
        await AnswersAsync(page, "GetPerson", "200 OK", "etag\"1\"");
        await AnswersAsync(page, "ChangePerson", "200 OK", "etag\"2\"", body: """{ "name": "Ada" }""");
        await AnswersAsync(page, "ChangePerson", "200 OK", "etag\"3\"", body: """{ "name": "Grace" }""");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_search_without_a_match_says_so_and_can_be_cleared()
    {
        var (page, errors) = await app.OpenAsync(Docs);
        var search = page.GetByRole(AriaRole.Searchbox);
        await search.FillAsync("no such operation");
        await Expect(page.GetByText("Nothing matches.")).ToBeVisibleAsync();
        await Expect(page.Locator(".operation:visible")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear the search" }).ClickAsync();
        await Expect(search).ToBeFocusedAsync();
        await Expect(page.Locator("#Health")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task It_works_by_keyboard_alone_and_an_address_opens_its_operation()
    {
        var (page, errors) = await app.OpenAsync($"{Docs}#Health");
        await Expect(page.Locator("#Health > summary")).ToBeFocusedAsync();
        await Expect(page.Locator("#Health").GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#Health .status strong")).ToHaveTextAsync("200 OK");

        await page.Keyboard.PressAsync("/");
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_token_stays_with_the_tab_and_out_of_what_is_copied()
    {
        var (page, errors) = await app.OpenAsync(Docs);
        await page.GetByRole(AriaRole.Button, new() { Name = "No token" }).ClickAsync();
        await page.GetByLabel("Token", new() { Exact = true }).FillAsync("Bearer secret");
        await page.ReloadAsync();

        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Token set" })).ToBeVisibleAsync();
        Assert.Equal("secret", await page.EvaluateAsync<string>("sessionStorage.token"));
        Assert.Equal(0, await page.EvaluateAsync<int>("localStorage.length"));
        Assert.DoesNotContain("secret", await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task A_description_that_cannot_be_loaded_is_said_and_can_be_tried_again()
    {
        var (page, _) = await app.OpenAsync("/api/health");
        await page.RouteAsync("**/openapi.json", route => route.FulfillAsync(new() { Status = 503 }));
        await page.GotoAsync(new Uri(app.Address, Docs).AbsoluteUri);
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The app answered 503.");

        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.Locator("#Health")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_operation_opens_without_an_error_and_within_the_width(int width, ColorScheme scheme)
    {
        var (page, errors) = await app.OpenAsync(Docs, new() { Width = width, Height = 800 }, scheme);
        await Expect(page.Locator("#Health")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(one => one.open = true)");
        await Expect(page.Locator(".operation .content:empty")).ToHaveCountAsync(0);

        Assert.True(await page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('input, textarea, select')].filter(one => !one.labels.length).map(one => one.outerHTML)"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Nothing_but_the_pages_own_script_may_run_in_it()
    {
        var (page, _) = await app.OpenAsync(Docs);
        var violation = await page.EvaluateAsync<string>("""
            () => new Promise(resolve => {
              addEventListener("securitypolicyviolation", refused => resolve(refused.effectiveDirective));
              const script = document.createElement("script");
              document.head.append(script);
              try { script.textContent = "window.ran = true"; } catch { resolve("require-trusted-types-for"); }
            })
            """);
        Assert.Equal("require-trusted-types-for", violation);
        Assert.False(await page.EvaluateAsync<bool>("'ran' in window"));
    }

    /// <summary>As the form stands, filled by the page itself.</summary>
    private static async Task AnswersAsync(IPage page, string operation, string status, string header, string? body = null)
    {
        var card = page.Locator($"#{operation}");
        if (await card.GetAttributeAsync("open") is null) await card.Locator("> summary").ClickAsync();
        if (body is not null) await card.GetByLabel("Body application/").FillAsync(body);
        await card.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(card.Locator(".status strong")).ToHaveTextAsync(status);
        await Expect(card.Locator(".headers")).ToContainTextAsync(header);
    }
}
