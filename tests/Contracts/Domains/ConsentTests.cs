using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Keys;
using Serverless.Functions.Domains.Consents;
using Serverless.Kernel.Access;
using static Serverless.Contracts.Domains.SoloApp;

namespace Serverless.Contracts.Domains;

[Trait("Requirement", "S13")]
public sealed class ConsentTests(ConsentApp app) : IClassFixture<ConsentApp>
{
    [Fact]
    public async Task What_was_said_is_listed_with_what_stands_and_is_intact()
    {
        var person = Guid.NewGuid();
        var granted = await app.SayAsync(person, "newsletter", "granted");
        Assert.Equal((StatusCodes.Status200OK, "1"), (granted.Status, granted.Field("count")));
        var withdrawn = await app.SayAsync(person, "newsletter", "withdrawn");
        Assert.Equal((StatusCodes.Status200OK, "2"), (withdrawn.Status, withdrawn.Field("count")));

        var listed = await app.ListAsync(person);
        Assert.Equal(["2 newsletter withdrawn 1 staff-1", "1 newsletter granted 1 staff-1"], Entries(listed));
        Assert.Equal(("newsletter", "withdrawn"), Assert.Single(Standing(listed)));
        Assert.Equal(withdrawn.Field("head"), (string?)listed.Body["items"]![0]!["hash"]);
        Assert.Equal("""{"intact":true,"entries":2,"shredded":0,"head":"HEAD"}""".Replace("HEAD", withdrawn.Field("head"), StringComparison.Ordinal), (await app.VerifyAsync(person)).ToJsonString());
    }

    /// <summary>S13: as easy as granting. One word is different.</summary>
    [Fact]
    public async Task Withdrawing_takes_the_same_request_and_the_same_calls_as_granting()
    {
        var person = await app.PersonAsync();
        var (granting, withdrawing) = (await CallsAsync(() => app.SayAsync(person, "directory", "granted")), await CallsAsync(() => app.SayAsync(person, "directory", "withdrawn")));
        Assert.Equal((2, 2), (granting, withdrawing));
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task Saying_it_again_is_no_further_entry()
    {
        var person = Guid.NewGuid();
        await app.SayAsync(person, "research", "granted", key: "once");
        var repeated = await app.SayAsync(person, "research", "granted", key: "once");
        Assert.Equal("true", repeated.Headers["Idempotent-Replayed"]);
        var again = await app.SayAsync(person, "research", "granted");
        Assert.Equal((StatusCodes.Status200OK, "1"), (again.Status, again.Field("count")));
        Assert.Equal("2", (await app.SayAsync(person, "research", "granted", version: "2")).Field("count"));
    }

    [Fact]
    public async Task A_refusal_of_what_was_never_granted_is_an_entry()
    {
        var person = Guid.NewGuid();
        await app.SayAsync(person, "directory", "withdrawn");
        Assert.Equal(("directory", "withdrawn"), Assert.Single(Standing(await app.ListAsync(person))));
    }

    [Fact]
    public async Task Entries_are_listed_by_pages()
    {
        var person = Guid.NewGuid();
        for (var i = 1; i <= 5; i++) await app.SayAsync(person, "newsletter", "granted", version: $"{i}");

        var seen = new List<string>();
        string? continuation = null;
        do
        {
            var page = await app.ListAsync(person, $"?pageSize=2{(continuation is null ? "" : $"&continuation={continuation}")}");
            Assert.Single(Standing(page));
            seen.AddRange(page.Body["items"]!.AsArray().Select(item => (string)item!["policyVersion"]!));
            continuation = (string?)page.Body["continuation"];
        }
        while (continuation is not null);

        Assert.Equal(["5", "4", "3", "2", "1"], seen);
        Assert.Equal("invalid-continuation", (await app.ListAsync(person, "?continuation=nonsense")).Code);
    }

    [Fact]
    public async Task Of_whom_nothing_is_known_nothing_is_listed_and_nothing_is_wrong()
    {
        var listed = await app.ListAsync(Guid.NewGuid());
        Assert.Empty(Entries(listed));
        Assert.Empty(Standing(listed));
        Assert.True((bool)(await app.VerifyAsync(Guid.NewGuid()))["intact"]!);
    }

    [Fact]
    [Trait("Requirement", "S131")]
    public async Task An_entry_names_the_account_that_recorded_it_to_those_who_may_know()
    {
        var person = Guid.NewGuid();
        var self = Caller("account-7", person, Role.Learner);
        await app.SayAsync(person, "newsletter", "granted", caller: self);
        await app.SayAsync(person, "newsletter", "withdrawn");

        foreach (var caller in new[] { self, ConsentApp.Staff, Caller("dpo-1", personId: null, Role.Dpo) })
            Assert.Equal(["2 newsletter withdrawn 1 staff-1", "1 newsletter granted 1 account-7"], Entries(await app.ListAsync(person, caller: caller)));
        Assert.Equal(["2 newsletter withdrawn 1 ", "1 newsletter granted 1 "], Entries(await app.ListAsync(person, caller: Caller("auditor-1", personId: null, Role.Auditor))));
    }

    [Fact]
    [Trait("Requirement", "S53")]
    public async Task Nothing_is_recorded_of_somebody_who_is_not_here()
    {
        var refused = await app.SayAsync(ConsentApp.Nobody, "newsletter", "granted");
        Assert.Equal((StatusCodes.Status404NotFound, "person-not-found"), (refused.Status, refused.Code));
        Assert.Empty(await app.DocumentsAsync("consents", ConsentApp.Nobody));
    }

    [Theory]
    [InlineData("sorting", "granted", "1", "/purpose")]
    [InlineData("newsletter", "maybe", "1", "/decision")]
    [InlineData("newsletter", "granted", "a b", "/policyVersion")]
    [InlineData("newsletter", "granted", "0123456789012345678901234567890123456789x", "/policyVersion")]
    [Trait("Requirement", "S86")]
    public async Task What_is_not_in_order_is_named(string purpose, string decision, string version, string pointer)
    {
        var refused = await app.SayAsync(Guid.NewGuid(), purpose, decision, version);
        Assert.Equal((StatusCodes.Status400BadRequest, pointer), (refused.Status, (string?)refused.Body["errors"]![0]!["pointer"]));
    }

    /// <summary>As after an erasure: the proof stays, and who recorded it is gone.</summary>
    [Fact]
    public async Task Without_the_persons_key_links_are_checked_and_names_are_gone()
    {
        var person = await app.PersonAsync();
        await app.Get<SubjectKeys>().DestroyAsync("acme", person.ToString(), CancellationToken.None);

        var verified = await app.VerifyAsync(person);
        Assert.Equal((true, 3, 3), ((bool)verified["intact"]!, (int)verified["entries"]!, (int)verified["shredded"]!));
        Assert.Equal("3 research granted 1 ", Entries(await app.ListAsync(person))[0]);
        Assert.Equal("erased", (await app.SayAsync(person, "research", "withdrawn")).Code);

        await app.Store("consents").DeleteItemAsync<object>(Cloud.Cosmos.EventDocuments.IdOf(ConsentLedger.IdOf(person), 2, index: 0).ToString(), Partition(person));
        Assert.Equal((2, "removed"), Breach(await app.VerifyAsync(person)));
    }

    internal static (int Sequence, string Fault) Breach(JsonObject verified) => verified["breach"] is { } breach
        ? ((int)breach["sequence"]!, (string)breach["fault"]!)
        : (0, (bool)verified["intact"]! ? "none" : "unnamed");

    private static List<string> Entries(Reply listed) =>
    [
        .. listed.Body["items"]!.AsArray().Select(item => $"{item!["sequence"]} {item["purpose"]} {item["decision"]} {item["policyVersion"]} {item["recordedBy"]}"),
    ];

    private static List<(string, string)> Standing(Reply listed) =>
        [.. listed.Body["standing"]!.AsArray().Select(one => ((string)one!["purpose"]!, (string)one["decision"]!))];

    private async Task<long> CallsAsync(Func<Task> command)
    {
        app.Requests.Reset();
        await command();
        return app.Requests.Total;
    }
}
