namespace Serverless.Contracts.Functions;

[Collection(nameof(BusApp))]
public sealed class BusFunctionTests(BusApp bus)
{
    private AppProcess App => bus.App;

    [Fact]
    public async Task A_message_becomes_an_object_and_its_parts_are_bound_by_name()
    {
        await App.SendAsync("parcels", new Outgoing("p1", """{ "id": "first", "weight": 5 }"""));
        await App.JournalAsync("Parcels", entries => entries is ["first of 5 as p1, delivery 1 in True"]);
    }

    [Fact]
    public async Task A_message_comes_as_itself_as_text_as_bytes_and_as_data()
    {
        await App.SendAsync("letters", new Outgoing("m1", "Grüße", Subject: "greeting", Urgency: 3));
        await App.JournalAsync("LetterMessages", entries => entries is ["m1: Grüße greeting 3"]);
        await App.JournalAsync("LetterTexts", entries => entries is ["Grüße"]);
        await App.JournalAsync("LetterBytes", entries => entries is ["7"]);
        await App.JournalAsync("LetterData", entries => entries is ["Grüße"]);
    }

    [Trait("Requirement", "S78")]
    [Fact]
    public async Task A_message_whose_function_fails_comes_again_until_it_is_dead_lettered()
    {
        await App.SendAsync("broken", new Outgoing("b1", ""));
        await App.JournalAsync("BrokenLeft", entries => entries is ["b1 MaxDeliveryCountExceeded"]);
        Assert.Equal(["b1 1", "b1 2", "b1 3"], await App.JournalAsync("Broken"));
    }

    [Fact]
    public async Task A_body_that_is_no_such_object_fails_the_function()
    {
        await App.SendAsync("parcels", new Outgoing("p2", "no JSON"));
        await Running.Deadline.UntilAsync("the failure is told", () => App.Output.Contains("'parcel' cannot be made a", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_function_settles_its_message_itself()
    {
        foreach (var subject in new[] { "complete", "abandon", "dead-letter", "defer" })
            await App.SendAsync("manual", new Outgoing(subject, "", Subject: subject));
        await App.JournalAsync("ManualLeft", entries => entries is ["dead-letter: unwanted, as its subject says"]);
        await App.JournalAsync("Manual", entries =>
            entries.Order(StringComparer.Ordinal).SequenceEqual(["abandon 1", "abandon 2 True", "complete 1", "dead-letter 1", "defer 1"]));
    }

    [Fact]
    public async Task Each_subscription_gets_what_its_rules_select()
    {
        await App.SendAsync(
            "news",
            new Outgoing("n1", "calm", Urgency: 1),
            new Outgoing("n2", "storm", Urgency: 6),
            new Outgoing("n3", "fire", Subject: "alarm level 2"),
            new Outgoing("n4", "goal", Subject: "sports"));
        await App.JournalAsync("News", entries => entries.Order(StringComparer.Ordinal).SequenceEqual(["calm", "fire", "goal", "storm"]));
        await App.JournalAsync("UrgentNews", entries => entries.Order(StringComparer.Ordinal).SequenceEqual(["fire", "storm"]));
        await App.JournalAsync("SportsNews", entries => entries is ["goal"]);
        await App.JournalAsync("DoubledNews", entries =>
            entries.Order(StringComparer.Ordinal).SequenceEqual(["calm 2 doubled Doubled", "storm 12 doubled Doubled"]));
    }

    [Fact]
    public async Task Messages_come_as_a_batch()
    {
        await App.SendAsync("piles", [.. "abcde".Select(c => new Outgoing(c.ToString(), $$"""{ "id": "{{c}}", "weight": 1 }"""))]);
        await App.JournalAsync("Piles", entries => entries is ["a,b,c,d,e"]);
    }

    [Fact]
    public async Task Of_a_batch_that_fails_what_the_function_has_completed_does_not_come_again()
    {
        await App.SendAsync(
            "light-piles",
            new Outgoing("1", """{ "id": "light", "weight": 1 }"""),
            new Outgoing("2", """{ "id": "heavy", "weight": 20 }"""),
            new Outgoing("3", """{ "id": "bulky", "weight": 30 }"""));
        await App.JournalAsync("LightPiles", entries => entries.Length > 1 && entries[0] == "light:1,heavy:1,bulky:1"
            && string.Join(',', entries[1..]).Split(',').Order(StringComparer.Ordinal).SequenceEqual(["bulky:2", "heavy:2"]));
    }

    [Fact]
    public async Task The_messages_of_a_session_come_in_their_order_and_share_its_state()
    {
        var visits = Enumerable.Range(1, 20).SelectMany(n => new[] { "left", "right" }.Select(session => Visit(session, n, n == 10 ? "fail" : null))).ToArray();
        await App.SendAsync("visits", visits);
        foreach (var session in new[] { "left", "right" })
        {
            await App.JournalAsync($"Visits-{session}", entries => entries.Length == 21);
            // The tenth came twice, before the eleventh.
            Assert.Equal(
                Enumerable.Range(1, 20).SelectMany(n => n == 10 ? new[] { n, n } : [n]).Select(n => $"{session}{n} is number {n}, lock renewed: True"),
                await App.JournalAsync($"Visits-{session}"));
        }
    }

    [Fact]
    public async Task A_session_that_is_released_comes_again_with_its_state()
    {
        await App.SendAsync("visits", Visit("short", 1, "release"), Visit("short", 2, null));
        await App.JournalAsync("Visits-short", entries => entries.Length == 2);
        Assert.Equal("short2 is number 2, lock renewed: True", (await App.JournalAsync("Visits-short"))[1]);
    }

    [Fact]
    public async Task A_batch_is_of_one_session()
    {
        await App.SendAsync("crowds", [.. Enumerable.Range(1, 6).Select(n => Visit(n % 2 == 0 ? "even" : "odd", n, null))]);
        await App.JournalAsync("Crowds", entries => entries.Order(StringComparer.Ordinal).SequenceEqual(["even: even2,even4,even6", "odd: odd1,odd3,odd5"]));
    }

    private static Outgoing Visit(string session, int n, string? subject) => new($"{session}-{n}", $"{session}{n}", session, subject);
}
