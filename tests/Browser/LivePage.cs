using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

/// <summary>A page that keeps itself up to date, and what it has been told.</summary>
internal sealed class LivePage
{
    private readonly ConcurrentQueue<JsonNode> _told = new();

    private LivePage(IPage page, List<string> errors) => (Page, Errors) = (page, errors);

    public IPage Page { get; }

    /// <summary>What has gone wrong in it.</summary>
    public List<string> Errors { get; }

    /// <param name="address">Whose answers it shows.</param>
    /// <param name="tenant">Of whoever signs in; nobody does where it is null.</param>
    /// <param name="roles">Instead of those that the page proposes.</param>
    public static async Task<LivePage> OpenAsync((IPage Page, List<string> Errors) opened, string address, string? tenant, params string[] roles)
    {
        var live = new LivePage(opened.Page, opened.Errors);
        live.Page.Response += async (_, answer) =>
        {
            if (answer.Status == 200 && new Uri(answer.Url).AbsolutePath == address) live._told.Enqueue(JsonNode.Parse(await answer.TextAsync())!);
        };
        if (tenant is not null) await live.SignInAsync(tenant, roles);
        return live;
    }

    /// <summary>Stops it, and finds the answer that it shows.</summary>
    /// <param name="time">What of an answer the page says that it shows; null where it shows the last one.</param>
    public async Task<JsonNode> PauseAsync(string? time = null)
    {
        await ShownAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        var shown = await Page.EvaluateAsync<string>("document.body.dataset.shown");
        return time is null ? _told.Last() : _told.Single(one => (string?)one[time] == shown);
    }

    public Task ShownAsync() => Expect(Page.Locator("body[data-shown]")).ToBeAttachedAsync();

    /// <summary>Until it has been told something anew.</summary>
    public Task RefreshedAsync() => Page.EvaluateAsync("""
        () => new Promise(resolve => {
          const before = document.body.dataset.shown;
          new MutationObserver((_, watching) => { if (document.body.dataset.shown !== before) { watching.disconnect(); resolve(); } }).observe(document.body, { attributes: true });
        })
        """);

    /// <summary>The cells of a table by their fields, row by row.</summary>
    public async Task<IReadOnlyList<JsonNode>> RowsAsync(string section) => [.. JsonNode.Parse(await Page.EvaluateAsync<string>("""
        section => JSON.stringify([...document.querySelectorAll(`${section} table.live tbody tr`)].map(row =>
          Object.fromEntries([...row.querySelectorAll("[data-field]")].map(cell => [cell.dataset.field, cell.textContent]))))
        """, section))!.AsArray().Select(row => row!)];

    /// <summary>As pages write it.</summary>
    public static string Number(JsonNode? value) => ((double)value!).ToString("#,0.##", CultureInfo.InvariantCulture);

    private async Task SignInAsync(string tenant, string[] roles)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "No token" }).ClickAsync();
        await Page.GetByLabel("Tenant", new() { Exact = true }).FillAsync(tenant);
        foreach (var role in roles.Length == 0 ? [] : new[] { "learner", "staff", "reviewer", "dpo", "auditor", "operator" })
            await Page.GetByLabel(role, new() { Exact = true }).SetCheckedAsync(roles.Contains(role, StringComparer.Ordinal));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Get a token" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Token set" }).ClickAsync();
        await Expect(Page.Locator("#caller")).ToBeHiddenAsync();
    }
}
