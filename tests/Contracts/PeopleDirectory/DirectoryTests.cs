using System.Text.Json.Nodes;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.People;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.PeopleDirectory;

[Trait("Requirement", "S42")]
[Trait("Requirement", "S74")]
public sealed class DirectoryTests(DirectoryApp app) : IClassFixture<DirectoryApp>
{
    [Fact]
    public async Task People_are_found_by_how_a_word_of_their_name_begins()
    {
        var person = await app.RegisterAsync("Zoë Ångström-Quist");
        await app.FoldAsync();
        foreach (var search in new[] { "zo", "ZOE", "zoë", "angs", "Quist", "qu zoe", "zoe a" })
        {
            var found = await app.SearchAsync(search);
            var item = Assert.Single(found.Body["items"]!.AsArray())!;
            Assert.Equal((person, "Zoë Ångström-Quist", "active"), ((Guid)item["personId"]!, (string?)item["name"], (string?)item["status"]));
            Assert.Equal("people-directory", (string?)found.Body["projection"]!["name"]);
            Assert.True(found.Body.ContainsKey("asOf") && found.Body.ContainsKey("lag"));
        }

        foreach (var search in new[] { "oe", "zoex", "quist b", "zoe ada" }) Assert.Empty(await app.NamesAsync(search));
    }

    [Fact]
    public async Task Longer_than_what_is_stored_finds_only_who_is_called_so()
    {
        await app.RegisterAsync("Wolfeschlegelstein");
        await app.RegisterAsync("Wolfeschlegelberg");
        await app.FoldAsync();
        Assert.Equal(["Wolfeschlegelberg", "Wolfeschlegelstein"], await app.NamesAsync("Wolfeschlegel"));
        Assert.Equal(["Wolfeschlegelstein"], await app.NamesAsync("wolfeschlegels"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a b c")]
    [InlineData("--")]
    public async Task One_letter_finds_nobody_and_says_so(string name)
    {
        var refused = await app.SearchAsync(name);
        Assert.Equal((400, "name-too-short", "/name"), (refused.Status, refused.Code, (string?)refused.Body["errors"]![0]!["pointer"]));
    }

    [Fact]
    public async Task A_name_that_is_changed_is_found_and_the_old_one_not()
    {
        var person = await app.RegisterAsync("Beatrix Before");
        await app.RenameAsync(person, "Beatrix After");
        await app.FoldAsync();
        Assert.Empty(await app.NamesAsync("befo"));
        Assert.Equal(["Beatrix After"], await app.NamesAsync("afte"));
    }

    [Fact]
    public async Task Who_is_deleted_is_not_found_until_they_are_restored()
    {
        var person = await app.RegisterAsync("Casimir Gone");
        await app.DeleteAsync(person);
        await app.FoldAsync();
        Assert.Empty(await app.NamesAsync("casimir"));
        await app.RestoreAsync(person);
        await app.FoldAsync();
        Assert.Equal(["Casimir Gone"], await app.NamesAsync("casimir"));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Who_is_erased_is_not_found()
    {
        var person = await app.RegisterAsync("Dunja Erased");
        await app.FoldAsync();
        await app.Get<Cloud.Keys.SubjectKeys>().DestroyAsync("acme", person.ToString(), CancellationToken.None);
        Assert.Empty(await app.NamesAsync("dunja"));
    }

    [Fact]
    public async Task Learners_find_those_who_agree_for_as_long_as_they_do()
    {
        var (agreeing, silent) = (await app.RegisterAsync("Egon Listed"), await app.RegisterAsync("Egon Silent"));
        await app.SayAsync(agreeing, "granted");
        await app.SayAsync(silent, "granted", purpose: "newsletter");
        await app.FoldAsync();
        Assert.Equal(["Egon Listed"], await app.NamesAsync("egon", DirectoryApp.Learner));
        foreach (var role in new[] { Role.Staff, Role.Reviewer, Role.Dpo })
            Assert.Equal(["Egon Listed", "Egon Silent"], await app.NamesAsync("egon", SoloApp.Caller("other-1", personId: null, role)));

        await app.SayAsync(agreeing, "withdrawn");
        await app.FoldAsync();
        Assert.Empty(await app.NamesAsync("egon", DirectoryApp.Learner));
        await app.SayAsync(agreeing, "granted", version: "2");
        await app.FoldAsync();
        Assert.Equal(["Egon Listed"], await app.NamesAsync("egon", DirectoryApp.Learner));
    }

    [Fact]
    [Trait("Requirement", "S86")]
    public async Task A_learner_must_say_whom_they_look_for_and_staff_see_the_whole_list()
    {
        var refused = await app.CallAsync<PeopleFunctions>(DirectoryApp.Learner, (f, request) => f.ListAsync(request, CancellationToken.None));
        Assert.Equal((400, "name-required"), (refused.Status, refused.Code));
        var listed = await app.CallAsync<PeopleFunctions>(DirectoryApp.Staff, (f, request) => f.ListAsync(request, CancellationToken.None));
        Assert.Equal(200, listed.Status);
        Assert.Equal("name-with-status", (await app.SearchAsync("ada", more: "&status=deleted")).Code);
    }

    [Fact]
    public async Task Another_tenant_finds_nobody()
    {
        await app.RegisterAsync("Friedrich Ours");
        await app.FoldAsync();
        var other = new Caller("other", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });
        Assert.Empty(await app.NamesAsync("friedrich", other));
    }

    [Fact]
    public async Task What_is_found_comes_in_pages()
    {
        var people = new HashSet<Guid>();
        for (var i = 0; i < 7; i++) people.Add(await app.RegisterAsync($"Gundula {(char)('A' + i)}"));
        await app.FoldAsync();
        var (found, more, pages) = (new List<Guid>(), "", 0);
        do
        {
            var page = await app.SearchAsync("gund", more: $"&pageSize=3{more}");
            Assert.Equal(200, page.Status);
            found.AddRange(page.Body["items"]!.AsArray().Select(person => (Guid)person!["personId"]!));
            pages++;
            more = (string?)page.Body["continuation"] is { } next ? $"&continuation={next}" : "";
        }
        while (more.Length > 0);
        Assert.Equal(people.Order(), found.Order());
        Assert.InRange(pages, 3, 4);

        var first = await app.SearchAsync("gund", more: "&pageSize=3");
        var misused = await app.SearchAsync("zoe", more: $"&continuation={(string?)first.Body["continuation"]}");
        Assert.Equal((400, "invalid-continuation"), (misused.Status, misused.Code));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Nothing_of_a_name_is_stored_in_clear()
    {
        var person = await app.RegisterAsync("Heliodor Canary");
        await app.FoldAsync();
        var stored = (await app.AllAsync("people-directory")).Single(document => (string?)document["subjectId"] == person.ToString());
        var text = stored.ToJsonString();
        foreach (var clear in new[] { "Heliodor", "heliodor", "helio", "Canary", "canar" }) Assert.DoesNotContain(clear, text, StringComparison.Ordinal);
        var hashes = Assert.IsType<JsonArray>(stored["prefixes"]!["name"]);
        Assert.Equal(7 + 5, hashes.Count);
        Assert.All(hashes, hash => Assert.Equal(22, ((string)hash!).Length));
    }
}
