using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Subjects;

namespace Serverless.Contracts.Archives;

/// <summary>Where a domain archives nothing, what has been kept for long enough is deleted, with its events and what it has reserved.</summary>
[Trait("Requirement", "S57")]
[Trait("Requirement", "S100")]
[Trait("Requirement", "S130")]
public sealed class DeletingTests(RetirementApp app) : IClassFixture<RetirementApp>
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(367);

    private Reservations Reservations => app.Get<Reservations>();

    [Fact]
    public async Task A_record_goes_with_all_of_its_events_and_what_it_has_reserved()
    {
        var (town, person) = (new Town(app, RetirementApp.Letters), Guid.NewGuid());
        var (gone, kept) = (await town.VisitAsync(person, notes: 120), await town.VisitAsync(person, isOver: false));
        Assert.True(await ReserveAsync(town, "one", gone.RecordId));
        Assert.True(await ReserveAsync(town, "other", kept.RecordId));
        app.Time.Advance(LongEnough);

        await town.RunAsync();

        Assert.All(await town.DocumentsAsync(gone.SubjectId), document => Assert.NotEqual($"{gone.RecordId}", (string?)(document["recordId"] ?? document["id"])));
        Assert.Equal(2, (await town.FindAsync(kept)).Events.Count);
        Assert.True(await ReserveAsync(town, "one", Guid.NewGuid()));
        Assert.False(await ReserveAsync(town, "other", Guid.NewGuid()));
        var month = Assert.Single(MonthFigures.Sum(town.Figures));
        Assert.Equal((1, 122, 0), (month.Records, month.Events, month.Bytes));
    }

    [Fact]
    public async Task Who_is_held_keeps_everything_to_the_byte()
    {
        var town = new Town(app, RetirementApp.Letters);
        var key = await town.VisitAsync(Guid.NewGuid());
        app.Held[key.SubjectId] = true;
        app.Time.Advance(LongEnough);
        var before = await app.SnapshotAsync(town.Tenant);
        await town.RunAsync();
        Assert.Equal(before, await app.SnapshotAsync(town.Tenant));
        Assert.Equal(1, Assert.Single(town.Figures).LeftAlone[LeftAlone.LegalHold]);
    }

    [Fact]
    public async Task A_process_that_ends_after_any_request_leaves_what_the_next_one_finishes()
    {
        // What a client asks once for all is asked by then.
        await (await SettleAsync()).RunAsync();
        var whole = await SettleAsync();
        var sent = app.Scaffold.Sent;
        await whole.RunAsync();
        var requests = app.Scaffold.Sent - sent;
        Assert.InRange(requests, 8, 100);
        for (var after = 0L; after < requests; after++)
        {
            var town = await SettleAsync();
            app.Scaffold.FallAfter(after);
            await Assert.ThrowsAsync<ProcessEndedException>(() => town.RunAsync());
            app.Scaffold.Lift();
            await town.RunAsync();
            Assert.Equal((2, 5), (town.Figures.Sum(month => month.Records), town.Figures.Sum(month => month.Events)));
            Assert.Equal(2, (await app.SnapshotAsync(town.Tenant)).Count);
        }
    }

    [Fact]
    [Trait("Requirement", "S68")]
    public async Task A_read_model_that_is_also_made_of_an_archive_out_of_reach_is_waited_for()
    {
        var (town, person) = (new Town(app, RetirementApp.Letters, app.Tenant), Guid.NewGuid());
        await town.VisitAsync(person, notes: 2);
        await app.VisitAsync(Visit.Visits, person, "north", "one");
        await FoldAsync(person);
        var blob = BlobOf(await app.ArchiveAsync(Visit.Visits, person));
        await blob.SetAccessTierAsync(AccessTier.Archive);
        app.Time.Advance(LongEnough);

        await town.RunAsync();

        Assert.Equal(1, town.Waits);
        Assert.Equal((1, 4), (town.Figures.Sum(month => month.Records), town.Figures.Sum(month => month.Events)));
        Assert.Equal(["one"], (await FriendAsync(person)).Notes);
    }

    [Fact]
    public async Task A_read_model_that_is_also_made_of_a_damaged_archive_holds_nothing_up()
    {
        var (town, person) = (new Town(app, RetirementApp.Letters, app.Tenant), Guid.NewGuid());
        await town.VisitAsync(person);
        await app.VisitAsync(Visit.Visits, person, "north", "one");
        await FoldAsync(person);
        var blob = BlobOf(await app.ArchiveAsync(Visit.Visits, person));
        await blob.UploadAsync(BinaryData.FromString("Not what it was."), overwrite: true);
        app.Time.Advance(LongEnough);

        await town.RunAsync();

        Assert.Equal((0, 1), (town.Waits, town.Figures.Sum(month => month.Records)));
        Assert.Empty(await town.DocumentsAsync($"{person}"));
        // As it was: of what is left, it cannot be made.
        Assert.Equal(2, (await FriendAsync(person)).Came);
    }

    /// <summary>What the triggers would bring.</summary>
    private async Task FoldAsync(Guid person)
    {
        foreach (var container in RetirementApp.FriendsOfAll.Containers)
        {
            var changes = (await app.DocumentsAsync(container, person)).Select(document => JsonSerializer.SerializeToElement(document)).ToList();
            await app.Get<ProjectionFeed>().FoldAsync(RetirementApp.FriendsOfAll, container, changes, CancellationToken.None);
        }
    }

    private async Task<Guest> FriendAsync(Guid person)
    {
        var (place, key) = (new SubjectPlace(app.Tenant, $"{person}"), await app.Get<SubjectKeys>().FindAsync(app.Tenant, $"{person}", CancellationToken.None));
        var document = await app.Get<SubjectFold>().ReadAsync(RetirementApp.FriendsOfAll, RetirementApp.Friends, new DocumentPlace(place), place, build: 1, key, CancellationToken.None);
        return Assert.IsType<Guest>(document.Content);
    }

    private BlobClient BlobOf(ArchivePart part) => app.Get<BlobServiceClient>().GetBlobContainerClient(part.BlobContainer).GetBlobClient(part.Blob);

    private Task<bool> ReserveAsync(Town town, string value, Guid owner)
    {
        app.Time.Advance(TimeSpan.FromMinutes(11));
        return Reservations.TryTakeAsync(RetirementApp.Letters.Container, town.Tenant, "name", value, owner, _ => Task.FromResult(true), CancellationToken.None);
    }

    /// <summary>Two records that go, and one that is under way.</summary>
    private async Task<Town> SettleAsync()
    {
        var (town, person) = (new Town(app, RetirementApp.Letters), Guid.NewGuid());
        await town.VisitAsync(person);
        await town.VisitAsync(person, notes: 0);
        await town.VisitAsync(person, notes: 0, isOver: false);
        app.Time.Advance(LongEnough);
        return town;
    }
}
