using System.Net;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Serverless.Browser;

[Trait("Requirement", "S78")]
public sealed class DeadLetterPageTests(OperatedApp operated) : IClassFixture<OperatedApp>
{
    [Fact]
    public async Task A_dead_letter_is_discarded_by_keyboard_alone_after_it_was_confirmed_with_a_reason()
    {
        var person = await operated.App.SpoilAsync();
        var live = await operated.OpenAsync();
        var row = Row(live, person);
        await row.GetByRole(AriaRole.Button, new() { Name = "Discard" }).PressAsync("Enter");

        var dialog = live.Page.GetByRole(AriaRole.Dialog, new() { Name = "Discard this event?" });
        await Expect(dialog).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Discard for good" }).PressAsync("Enter");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Say why.");
        await Expect(dialog.GetByLabel("Reason")).ToBeFocusedAsync();
        await live.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToBeHiddenAsync();
        await live.RefreshedAsync();
        await Expect(row).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Discard" }).PressAsync("Enter");
        await dialog.GetByLabel("Reason").FillAsync("It was put there to be thrown away.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Discard for good" }).PressAsync("Enter");

        await Expect(row).ToHaveCountAsync(0);
        await Expect(live.Page.Locator("#said")).ToHaveTextAsync("Discarded.");
        var (status, body) = await operated.App.SendAsync(HttpMethod.Get, "api/operations/deadletters?status=discarded");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(body!["items"]!.AsArray(), letter => (string?)letter!["subjectId"] == person.ToString() && (string?)letter["settlement"]!["reason"] == "It was put there to be thrown away.");
        Assert.Empty(live.Errors);
    }

    [Fact]
    public async Task A_replay_that_fails_again_says_so_where_it_was_asked_for()
    {
        var person = await operated.App.SpoilAsync();
        var live = await operated.OpenAsync();
        await Row(live, person).GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        var dialog = live.Page.GetByRole(AriaRole.Dialog, new() { Name = "Replay this dead letter?" });
        await Expect(dialog).ToContainTextAsync("All parked events of the record are tried again, in order");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(dialog).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Staff_see_how_many_there_are_and_operators_what_they_are()
    {
        await operated.App.SpoilAsync();
        var live = await operated.OpenAsync(roles: "staff");
        await Expect(live.Page.Locator("#letters .counts")).ToContainTextAsync("person-overview");
        await Expect(live.Page.Locator("#letters")).ToContainTextAsync("Each of them, and what can be done about it, is shown to operators.");
        await Expect(live.Page.Locator("#letters tbody tr")).ToHaveCountAsync(0);
        Assert.Empty(live.Errors);
    }

    /// <summary>Every read model of people has parked the event; this is what one of them has.</summary>
    private static ILocator Row(LivePage live, Guid person) =>
        live.Page.Locator("#letters tbody tr", new() { HasText = person.ToString() }).Filter(new() { HasText = "person-overview" });
}
