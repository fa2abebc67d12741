using System.Text.Json.Nodes;
using Azure;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Contracts.Subjects;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Archives;

/// <summary>
/// An archival that breaks off anywhere leaves every record whole, in the store or in the archive, and ends as one that did not when it is
/// told again.
/// </summary>
[Trait("Requirement", "S54")]
public sealed class BrokenOffArchivalTests(RetirementApp app) : IClassFixture<RetirementApp>
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromDays(367);

    private static readonly Gen<(int People, int Seed, int After)> Worlds =
        from people in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, 1_000_000)
        from after in Gen.Choose(0, 60)
        select (people, seed, after);

    [Fact]
    public async Task A_process_that_ends_after_any_request_leaves_what_the_next_one_finishes()
    {
        // What a client asks once for all is asked by then.
        await (await SettleAsync()).Town.RunAsync();
        var (whole, _) = await SettleAsync();
        var sent = app.Scaffold.Sent;
        await whole.RunAsync();
        var requests = app.Scaffold.Sent - sent;
        var moved = Assert.Single(MonthFigures.Sum(whole.Figures));
        Assert.InRange(requests, 20, 200);

        for (var after = 0L; after < requests; after++)
        {
            var (town, records) = await SettleAsync();
            await BreakOffAsync(town, after);
            await AssertWholeAsync(town, records, $"after {after} requests");
            await town.RunAsync();

            await AssertWholeAsync(town, records, $"in the end, broken off after {after} requests");
            var again = Assert.Single(MonthFigures.Sum(town.Figures));
            Assert.Equal((moved.Records, moved.Events, moved.LeftAlone.Sum(one => one.Value)), (again.Records, again.Events, again.LeftAlone.Sum(one => one.Value)));
            await AssertOwnedAsync(town);
        }
    }

    [Fact]
    public void Whatever_happens_meanwhile_every_record_is_whole_and_nobody_else_is_touched() =>
        Prop.ForAll(Worlds.ToArbitrary(), world => HoldsAsync(world.People, world.Seed, world.After)).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Theory]
    [InlineData(FaultAction.TooManyRequests, 0.3)]
    [InlineData(FaultAction.ServiceUnavailable, 0.1)]
    [InlineData(FaultAction.DropAnswer, 0.1)]
    public async Task Storms_change_nothing_but_how_often_it_must_be_told(FaultAction action, double probability)
    {
        var (town, records) = await SettleAsync();
        var rule = app.Account.Faults.Add(new FaultRule { Action = action, Probability = probability });
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await town.RunAsync();
                    break;
                }
                catch (Exception e) when (e is CosmosException or HttpRequestException && attempt < 100)
                {
                    // Nobody knows what was done; the next attempt goes on from there.
                }
            }
        }
        finally
        {
            app.Account.Faults.Remove(rule);
        }

        await AssertWholeAsync(town, records, "after the storm");
        await AssertOwnedAsync(town);
        Assert.True((await town.FindAsync(records.Keys.First())).IsArchived);
    }

    [Fact]
    public async Task Two_that_believe_to_be_the_only_one_lose_nothing()
    {
        var (town, records) = await SettleAsync();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => TryAsync(town.WriteAsync)));
        await town.RunAsync();
        await AssertWholeAsync(town, records, "in the end");
        await AssertOwnedAsync(town);

        static async Task TryAsync(Func<Task> step)
        {
            try
            {
                await step();
            }
            catch (RequestFailedException e) when (e.Status is 409 or 412)
            {
                // The other has written the blob.
            }
        }
    }

    private async Task HoldsAsync(int people, int seed, int after)
    {
        var random = new Random(seed);
        var town = new Town(app, Visit.Visits);
        var records = new Dictionary<RecordKey, (JsonObject State, IReadOnlyList<JsonObject> Events)>();
        var open = new List<RecordKey>();
        for (var i = 0; i < people; i++)
        {
            var person = Guid.NewGuid();
            var isHeld = random.Next(4) == 0;
            if (isHeld) app.Held[$"{person}"] = true;
            for (var visit = random.Next(1, 4); visit > 0; visit--)
            {
                var key = await town.VisitAsync(person, random.Next(4), isOver: random.Next(5) > 0);
                records[key] = await KnownAsync(town, key);
                if (!isHeld) open.Add(key);
            }
        }

        app.Time.Advance(LongEnough);
        var bystander = new Town(app, Visit.Visits);
        await bystander.VisitAsync(Guid.NewGuid());
        app.Time.Advance(LongEnough);
        var before = await app.SnapshotAsync(bystander.Tenant);

        await BreakOffAsync(town, after, MeanwhileAsync);
        await AssertWholeAsync(town, records, "when it had broken off");
        await town.RunAsync(MeanwhileAsync);

        await AssertWholeAsync(town, records, "in the end");
        await AssertOwnedAsync(town);
        Assert.Equal(before, await app.SnapshotAsync(bystander.Tenant));

        // What somebody does between two steps is done to a record that is in reach.
        async Task MeanwhileAsync()
        {
            if (open.Count == 0 || random.Next(2) == 0) return;
            var key = open[random.Next(open.Count)];
            if ((await town.FindAsync(key)).IsArchived) return;
            await town.DoAsync(key, new Noted { Note = "Meanwhile" });
            records[key] = await KnownAsync(town, key);
        }
    }

    /// <summary>Two people with three records that go, one of whom has one that is under way, and one who is held.</summary>
    private async Task<(Town Town, Dictionary<RecordKey, (JsonObject State, IReadOnlyList<JsonObject> Events)> Records)> SettleAsync()
    {
        var (town, one, other, held) = (new Town(app, Visit.Visits), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        app.Held[$"{held}"] = true;
        RecordKey[] keys = [await town.VisitAsync(one), await town.VisitAsync(one, notes: 0), await town.VisitAsync(other), await town.VisitAsync(other, isOver: false), await town.VisitAsync(held)];
        var records = new Dictionary<RecordKey, (JsonObject, IReadOnlyList<JsonObject>)>();
        foreach (var key in keys) records[key] = await KnownAsync(town, key);
        app.Time.Advance(LongEnough);
        return (town, records);
    }

    private async Task BreakOffAsync(Town town, long after, Func<Task>? between = null)
    {
        app.Scaffold.FallAfter(after);
        try
        {
            await town.RunAsync(between is null ? null : async () =>
            {
                app.Scaffold.Lift();
                await between();
                app.Scaffold.FallAfter(after);
            });
        }
        // It may come wrapped by a client that has tried again.
        catch (Exception e) when (e.GetBaseException() is ProcessEndedException)
        {
            // That is what was wanted.
        }
        finally
        {
            app.Scaffold.Lift();
        }
    }

    private static async Task<(JsonObject State, IReadOnlyList<JsonObject> Events)> KnownAsync(Town town, RecordKey key)
    {
        var (state, events, _) = await town.FindAsync(key);
        return (state, events);
    }

    private static async Task AssertWholeAsync(Town town, Dictionary<RecordKey, (JsonObject State, IReadOnlyList<JsonObject> Events)> records, string when)
    {
        foreach (var (key, known) in records)
        {
            var found = await town.FindAsync(key);
            Assert.True(Text(known.State) == Text(found.State), $"A record is another {when}.");
            Assert.True(known.Events.Select(Text).SequenceEqual(found.Events.Select(Text)), $"Events are lost {when}.");
        }
    }

    /// <summary>Whatever the blobs hold is in the index, of the right subject, and every marker names it.</summary>
    private async Task AssertOwnedAsync(Town town)
    {
        foreach (var part in await town.Parts().AllAsync())
        {
            var entries = await town.Parts().EntriesAsync(part);
            var blob = (await app.Get<ArchiveBlobs>().DownloadAsync(part.BlobContainer, part.Blob, CancellationToken.None))!;
            Assert.Empty(ArchiveReading.Verify(part, entries, blob.Content.ToMemory(), declared: null).Unanswered);
            Assert.Equal(part.Moved!.Records, entries.Sum(entry => entry.Records.Count));
            foreach (var (entry, record) in entries.SelectMany(entry => entry.Records.Select(record => (entry, record))))
            {
                var document = (await town.DocumentsAsync(entry.SubjectId)).Single(one => (string?)one["id"] == $"{record.RecordId}");
                Assert.Equal(record.Place, ArchiveMarker.Of(document)!.Place);
            }
        }
    }

    private static string Text(JsonObject document) => new JsonObject(document.Where(field => !field.Key.StartsWith('_')).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
}
