using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>What has happened to a record is told in full, wherever it lies, and also while it is on its way.</summary>
public sealed class ArchivedHistoryTests(ArchiveApp app) : IClassFixture<ArchiveApp>
{
    private readonly Guid _person = Guid.NewGuid();

    private SubjectPlace Subject => new(app.Tenant, $"{_person}");

    [Fact]
    [Trait("Requirement", "S54")]
    public async Task Whoever_collects_all_of_a_subject_gets_archived_records_with_their_events_like_others()
    {
        await app.VisitAsync(Visit.Visits, _person, "north", "one", "two");
        await app.ArriveAsync(Visit.Visits, _person, "south", "three");
        await app.VisitAsync(Visit.Visits, _person, "east");
        var before = await CollectAsync();
        Assert.Equal(3 + 4 + 2 + 2, before.Count);
        var part = await app.ArchiveAsync(Visit.Visits, _person);
        Assert.Equal(before, await CollectAsync());
        Assert.Equal([part.WrittenAt, null, part.WrittenAt], (await FactsAsync().ToListAsync()).Where(fact => fact.Version == 0).Select(fact => fact.Record.ArchivedAt));
    }

    [Fact]
    public async Task A_record_that_is_archived_while_its_subject_s_are_collected_is_told_in_full()
    {
        await app.VisitAsync(Visit.Visits, _person, "north", [.. Enumerable.Range(0, 70).Select(number => $"{number}")]);
        var before = await CollectAsync();
        var seen = new List<string>();
        await foreach (var fact in FactsAsync())
        {
            if (fact.Version == 0) await app.ArchiveAsync(Visit.Visits, _person);
            seen.Add(TextOf(fact));
        }

        Assert.Equal(before, seen);
    }

    [Fact]
    public async Task The_events_of_a_record_and_of_some_of_its_versions_are_found()
    {
        var key = await app.VisitAsync(Visit.Visits, _person, "north", "one", "two");
        await app.ArriveAsync(Visit.Visits, _person, "south");
        await app.ArchiveAsync(Visit.Visits, _person);
        var history = app.Get<RecordHistory>();
        Assert.Equal(5, await history.FindAsync(Visit.Visits, key, CancellationToken.None).CountAsync());
        var some = await history.FindAsync(Visit.Visits, key, 2, 3, CancellationToken.None).ToListAsync();
        Assert.Equal([2L, 3L], some.Select(fact => (long)fact["version"]!).Order());
        var subject = await app.Get<SubjectKeys>().FindAsync(app.Tenant, $"{_person}", CancellationToken.None);
        Assert.Equal(["one", "two"], some.Select(fact => EventDocuments.Read(Visit.Visits, fact, subject)).OrderBy(fact => fact.Version).Select(fact => (string)fact.Data["note"]!));
    }

    [Fact]
    public async Task Events_are_found_once_although_they_lie_beside_their_record_and_in_its_archive()
    {
        var key = await app.VisitAsync(Visit.Visits, _person, "north", "one");
        var events = (await app.DocumentsAsync("visits", _person)).Where(document => document["recordType"] is not null).ToList();
        await app.ArchiveAsync(Visit.Visits, _person);
        // As while it comes back, before its state is there.
        foreach (var fact in events.Take(2)) await app.Database.GetContainer("visits").CreateItemAsync(fact);
        Assert.Equal(3, (await EventsAsync(key.RecordId)).Count);
    }

    [Fact]
    public async Task What_came_back_is_found_where_it_was()
    {
        var (key, other) = (await app.VisitAsync(Visit.Visits, _person, "north", "one"), await app.VisitAsync(Visit.Visits, _person, "south"));
        var before = await CollectAsync();
        await app.ArchiveAsync(Visit.Visits, _person);
        await foreach (var entry in app.Get<ArchiveIndex>().EntriesAsync(Subject, CancellationToken.None))
            await app.Get<Rehydrating>().BringBackAsync(entry, app.Time.GetUtcNow().AddDays(30), CancellationToken.None);
        Assert.Equal(before, await CollectAsync());
        Assert.Equal((3, 2, 5), ((await EventsAsync(key.RecordId)).Count, (await EventsAsync(other.RecordId)).Count, (await EventsAsync(recordId: null)).Count));
        await app.DoAsync(Visit.Visits, key, new Noted { Note = "Again." });
        Assert.Equal(("Again.", null), await app.FindAsync(Visit.Visits, key) is { } found ? (found.State.Note, found.ArchivedAt) : default);
    }

    [Fact]
    public async Task A_reader_of_what_is_never_archived_asks_as_often_as_before()
    {
        var key = await app.VisitAsync(Visit.Stays, _person, "north", "one");
        var archived = await app.VisitAsync(Visit.Visits, _person, "north", "one");
        foreach (var (domain, record) in new[] { (Visit.Stays, key), (Visit.Visits, archived) })
        {
            Assert.Equal("ReadItem", await RequestsAsync(() => app.FindAsync(domain, record)));
            Assert.Equal("PlanQuery QueryItems", await RequestsAsync(() => EventsAsync(record.RecordId, domain)));
            Assert.Equal("PlanQuery PlanQuery QueryItems QueryItems", await RequestsAsync(() => CollectAsync(domain)));
            Assert.Equal("Batch ReadItem", await RequestsAsync(() => app.DoAsync(domain, record, new Noted { Note = "two" })));
        }
    }

    private async Task<string> RequestsAsync(Func<Task> action)
    {
        // What the client reads but once is read by then.
        await action();
        var requests = await app.CountAsync(action);
        return string.Join(' ', requests.SelectMany(kind => Enumerable.Repeat($"{kind.Key}", (int)kind.Value)).Order(StringComparer.Ordinal));
    }

    private Task<IReadOnlyList<FeedEvent>> EventsAsync(Guid? recordId, Domain? domain = null) =>
        app.Get<StoredEvents>().ReadAsync([domain ?? Visit.Visits], (domain ?? Visit.Visits).Container, Subject, recordId, sessionToken: null, CancellationToken.None);

    private async Task<IReadOnlyList<string>> CollectAsync(Domain? domain = null) => await FactsAsync(domain).Select(TextOf).ToListAsync();

    private async IAsyncEnumerable<SubjectFact> FactsAsync(Domain? domain = null)
    {
        var key = await app.Get<SubjectKeys>().FindAsync(app.Tenant, $"{_person}", CancellationToken.None);
        await foreach (var fact in app.Get<SubjectRecords>().ReadAsync(domain ?? Visit.Visits, Subject, key, CancellationToken.None)) yield return fact;
    }

    private static string TextOf(SubjectFact fact) => fact.Event is { } happened
        ? $"{fact.Version}: {DocumentJson.Write(happened with { IsRehydrated = false }).ToJsonString()}"
        : $"{fact.Record.Id} {fact.Record.Version} {fact.Record.CreatedAt:O} {fact.Record.ChangedAt:O} {fact.Record.Data.ToJsonString()}";
}
