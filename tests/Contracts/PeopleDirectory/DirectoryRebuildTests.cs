using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Functions.Projections.PeopleDirectory;

namespace Serverless.Contracts.PeopleDirectory;

[Trait("Requirement", "S60")]
[Trait("Requirement", "S74")]
public sealed class DirectoryRebuildTests(DirectoryApp app) : IClassFixture<DirectoryApp>
{
    private const int People = 3;

    private static readonly string[] Names = ["Ada Lovelace", "Adélaïde Hautval", "Grace Hopper", "Gracia Ada"];

    private static readonly Gen<Step> Steps =
        from who in Gen.Choose(0, People - 1)
        from what in Gen.Elements(Enum.GetValues<What>())
        from name in Gen.Elements(Names)
        from folds in Gen.Elements(0, 1, 5)
        select new Step(who, what, name, folds);

    [Fact]
    public void What_is_folded_as_it_comes_is_what_is_built_from_history() =>
        Prop.ForAll(Steps.ListOf(12).ToArbitrary(), steps => AgreesAsync(steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(4));

    /// <summary>However many people there are, a search loads little more than it finds.</summary>
    [Fact]
    public async Task A_search_is_served_by_the_index()
    {
        for (var i = 0; i < 120; i++) await app.RegisterAsync($"Person{i:000} Common");
        await app.RegisterAsync("Quirin Rare");
        await app.FoldAsync();
        var blind = await app.Get<TenantKeys>().BlindIndexAsync("acme", CancellationToken.None);
        var statement = new PrefixQuery("name", "rare").Statement([blind.Of("people-directory", "name", "rare")], (await StateAsync()).Active);
        using var pages = app.Store("people-directory").GetItemQueryIterator<JsonObject>(statement, requestOptions: new() { PartitionKey = new PartitionKeyBuilder().Add("acme").Build() });
        var (rows, loaded) = (0, 0L);
        while (pages.HasMoreResults)
        {
            var page = await pages.ReadNextAsync();
            rows += page.Count;
            loaded += page.Diagnostics.GetQueryMetrics()?.CumulativeMetrics.RetrievedDocumentCount ?? 0;
        }

        Assert.Equal(1, rows);
        Assert.InRange(loaded, 1, 50);
    }

    private async Task<bool> AgreesAsync(IEnumerable<Step> steps)
    {
        var people = new List<Guid>();
        for (var i = 0; i < People; i++) people.Add(await app.RegisterAsync(Names[i]));
        foreach (var step in steps)
        {
            await DoAsync(people[step.Who], step);
            if (step.Folds > 0) await app.FoldAsync(step.Folds);
        }

        await app.FoldAsync();
        var live = await OpenedAsync((await StateAsync()).Active);
        await app.RebuildAsync();
        var rebuilt = await OpenedAsync((await StateAsync()).Active);
        Assert.NotEmpty(live);
        Assert.Equal(live, rebuilt);
        return true;
    }

    private Task DoAsync(Guid person, Step step) => step.What switch
    {
        What.Rename => app.RenameAsync(person, step.Name),
        What.Delete => app.DeleteAsync(person),
        What.Restore => app.RestoreAsync(person),
        // Somebody who is deleted says nothing.
        What.Grant or What.Withdraw => SayAsync(person, step.What == What.Grant ? "granted" : "withdrawn"),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private async Task SayAsync(Guid person, string decision)
    {
        await app.RestoreAsync(person);
        await app.SayAsync(person, decision);
    }

    private Task<BuildState> StateAsync() => app.Get<Builds>().ReadAsync(DirectoryApp.Projection, CancellationToken.None);

    /// <summary>All of a build's documents, opened, with the hashes that they are found by.</summary>
    private async Task<SortedDictionary<string, string>> OpenedAsync(int build)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in (await app.AllAsync("people-directory")).Where(document => (string?)document["id"] == $"v{build}"))
        {
            var subject = (string)document["subjectId"]!;
            var key = await app.Get<SubjectKeys>().FindAsync("acme", subject, CancellationToken.None);
            var opened = document.Deserialize<StoredDocument>(Kernel.Declarations.DocumentJson.Options)!.Open("people-directory", PeopleDirectoryProjection.Entries, key);
            found[subject] = $"{opened.Content} {opened.ChangedAt:O} {string.Join(' ', opened.Next)} {document["prefixes"]?.ToJsonString()}";
        }

        return found;
    }

    private enum What
    {
        Rename,
        Delete,
        Restore,
        Grant,
        Withdraw,
    }

    /// <param name="Folds">In batches of how many events the feed is read afterwards; 0: not now.</param>
    private sealed record Step(int Who, What What, string Name, int Folds);
}
