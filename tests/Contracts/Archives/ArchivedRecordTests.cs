using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Archives;

/// <summary>A record that is archived is still there for who reads it, and for nobody to change.</summary>
public sealed class ArchivedRecordTests(ArchiveApp app) : IClassFixture<ArchiveApp>
{
    private readonly Guid _person = Guid.NewGuid();

    private readonly Guid _other = Guid.NewGuid();

    [Fact]
    [Trait("Requirement", "S54")]
    [Trait("Requirement", "S71")]
    public async Task It_is_found_as_it_was_and_says_since_when_it_is_archived()
    {
        var key = await app.VisitAsync(Visit.Visits, _person, "north", "Met the dean.");
        var before = (await app.FindAsync(Visit.Visits, key))!;
        var part = await app.ArchiveAsync(Visit.Visits, _person);
        var after = (await app.FindAsync(Visit.Visits, key))!;
        Assert.Equal(DocumentJson.Write(before.State).ToJsonString(), DocumentJson.Write(after.State).ToJsonString());
        Assert.Equal((before.Version, before.CreatedAt, before.ChangedAt), (after.Version, after.CreatedAt, after.ChangedAt));
        Assert.Equal((null, part.RemovedAt), (before.ArchivedAt, after.ArchivedAt));
        Assert.Single(await app.DocumentsAsync("visits", _person));
    }

    [Fact]
    [Trait("Requirement", "S54")]
    public async Task A_list_goes_through_archived_and_other_records_page_by_page()
    {
        for (var i = 0; i < 5; i++)
        {
            await app.VisitAsync(Visit.Visits, _person, i % 2 == 0 ? "north" : "south", $"{i}");
            await app.VisitAsync(Visit.Visits, _other, "north", $"other {i}");
        }

        var expected = await NotesAsync(new RecordQuery(app.Tenant, $"{_person}"));
        await app.ArchiveAsync(Visit.Visits, _person, _other);
        await app.VisitAsync(Visit.Visits, _person, "north", "5");
        await app.ArriveAsync(Visit.Visits, _person, "south", "6");
        Assert.Equal([("6", false), ("5", false), .. expected.Select(one => (one.Note, true))], await NotesAsync(new RecordQuery(app.Tenant, $"{_person}")));
        Assert.Equal(["5", "4", "2", "0"], (await NotesAsync(Those("north"))).Select(one => one.Note));
        Assert.Equal(["6", "3", "1"], (await NotesAsync(Those("south"))).Select(one => one.Note));

        RecordQuery Those(string site) => new(app.Tenant, $"{_person}") { Where = new Dictionary<string, string> { ["site"] = site } };
    }

    [Fact]
    [Trait("Requirement", "S54")]
    public async Task A_command_is_refused_and_a_repetition_is_answered_as_before()
    {
        var key = await app.ArriveAsync(Visit.Visits, _person, "north");
        var command = app.Command("leave");
        Assert.False((await LeaveAsync(key, command)).IsRepeated);
        await app.ArchiveAsync(Visit.Visits, _person);
        var before = (await app.DocumentsAsync("visits", _person)).Select(document => document.ToJsonString()).ToList();
        Assert.True((await LeaveAsync(key, command)).IsRepeated);
        var changed = await app.Get<Commands>().ChangeAsync(Visit.Visits, key, app.Command(), _ => new Noted { Note = "Late." }, CancellationToken.None);
        var put = await app.Get<Commands>().PutAsync(Visit.Visits, key, app.Command(), _ => new Noted { Note = "Late." }, CancellationToken.None);
        var ensured = await app.Get<Commands>().EnsureAsync(
            Visit.Visits, key, app.Command(), state => Task.FromResult<Decision<VisitEvent>>(state is null ? new Arrived { Site = "north" } : new Noted { Note = "Late." }), CancellationToken.None);
        Assert.All([changed, put, ensured], result => Assert.Equal(StoreErrors.Archived, result.Error));
        Assert.Equal(before, (await app.DocumentsAsync("visits", _person)).Select(document => document.ToJsonString()));
    }

    [Fact]
    public async Task What_is_ensured_and_is_there_is_answered_although_it_is_archived()
    {
        var key = await app.VisitAsync(Visit.Visits, _person, "north");
        await app.ArchiveAsync(Visit.Visits, _person);
        var ensured = await app.Get<Commands>().EnsureAsync(
            Visit.Visits, key, app.Command(), state => Task.FromResult<Decision<VisitEvent>>(state is null ? new Arrived { Site = "north" } : Array.Empty<VisitEvent>()), CancellationToken.None);
        Assert.NotNull(ensured.Value.Record.ArchivedAt);
    }

    [Fact]
    public async Task What_was_taken_out_of_the_archive_is_not_there_any_more_and_others_are()
    {
        var (key, other) = (await app.VisitAsync(Visit.Calls, _person, "north"), await app.VisitAsync(Visit.Calls, _other, "north", "Stays."));
        await app.ArchiveAsync(Visit.Calls, _person, _other);
        await foreach (var entry in app.Get<ArchiveIndex>().EntriesAsync(new(app.Tenant, $"{_person}"), CancellationToken.None))
            await app.Get<Rehydrating>().RemoveAsync(entry, CancellationToken.None);
        Assert.Null(await app.FindAsync(Visit.Calls, key));
        Assert.Empty(await NotesAsync(new RecordQuery(app.Tenant, $"{_person}"), Visit.Calls));
        Assert.Equal("Stays.", (await app.FindAsync(Visit.Calls, other))!.State.Note);
    }

    private async Task<Committed<Visit>> LeaveAsync(RecordKey key, CommandContext command) =>
        (await app.Get<Commands>().ChangeAsync(Visit.Visits, key, command, _ => new Departed(), CancellationToken.None)).Value;

    private async Task<IReadOnlyList<(string? Note, bool IsArchived)>> NotesAsync(RecordQuery query, Domain<Visit, VisitEvent>? domain = null)
    {
        var found = new List<(string?, bool)>();
        string? continuation = null;
        do
        {
            var page = (await app.Get<RecordStore>().ListAsync(domain ?? Visit.Visits, query, 2, continuation, CancellationToken.None))!;
            found.AddRange(page.Items.Select(item => (item.State.Note, item.ArchivedAt is not null)));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return found;
    }
}
