using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>Erasing somebody leaves every archived record of everybody else as it was, to the byte, and readable.</summary>
[Trait("Requirement", "S6")]
public sealed class ArchivedBystanderTests(ReturningApp app) : IClassFixture<ReturningApp>
{
    private static readonly Gen<(int People, int Parts, int Seed)> Worlds =
        from people in Gen.Choose(2, 5)
        from parts in Gen.Choose(1, 3)
        from seed in Gen.Choose(0, 1_000_000)
        select (people, parts, seed);

    [Fact]
    public void Nobody_else_is_touched() =>
        Prop.ForAll(Worlds.ToArbitrary(), world => HoldsAsync(world.People, world.Parts, world.Seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(5));

    private async Task HoldsAsync(int people, int parts, int seed)
    {
        var random = new Random(seed);
        var world = Enumerable.Range(0, people).Select(_ => Guid.NewGuid()).ToArray();
        var records = new List<(Domain<Visit, VisitEvent> Domain, RecordKey Key)>();
        for (var part = 0; part < parts; part++)
        {
            foreach (var domain in new[] { Visit.Visits, Visit.Calls })
            {
                foreach (var person in world)
                {
                    for (var i = random.Next(3); i > 0; i--) records.Add((domain, await app.VisitAsync(domain, person, "north", $"{random.Next()}")));
                }

                await app.ArchiveAsync(domain, world);
            }
        }

        // Of some, something is back already.
        if (random.Next(2) == 0 && await app.EntriesAsync(world[^1]) is [var entry, ..])
            await app.Get<Rehydrating>().BringBackAsync(entry, app.Time.GetUtcNow().AddDays(30), CancellationToken.None);
        var (erased, before) = (world[0], await LookAsync(world.Skip(1), records));

        await app.EraseAsync(erased);

        Assert.Equal(before, await LookAsync(world.Skip(1), records));
        Assert.Empty(await app.EntriesAsync(erased));
        foreach (var (domain, key) in records.Where(record => record.Key.SubjectId == $"{erased}")) Assert.Null(await app.FindAsync(domain, key));
    }

    /// <summary>Every document of these, their bytes in archives, and what is read of each of their records.</summary>
    private async Task<IReadOnlyList<string>> LookAsync(IEnumerable<Guid> people, IReadOnlyList<(Domain<Visit, VisitEvent> Domain, RecordKey Key)> records)
    {
        var seen = new List<string>();
        foreach (var person in people)
        {
            foreach (var container in new[] { "visits", "calls", "archives" }) seen.AddRange((await app.DocumentsAsync(container, person)).Select(document => document.ToJsonString()));
            foreach (var place in (await app.EntriesAsync(person)).SelectMany(entry => entry.Records).Select(record => record.Place))
            {
                var content = (await app.Get<ArchiveBlobs>().DownloadAsync(place.Container, place.Blob, CancellationToken.None))!.Content.ToArray();
                seen.Add(Convert.ToBase64String(content.AsSpan((int)place.Offset, place.Length)));
            }

            foreach (var (domain, key) in records.Where(record => record.Key.SubjectId == $"{person}"))
                seen.Add(DocumentJson.Write((await app.FindAsync(domain, key))!.State).ToJsonString());
        }

        return seen;
    }
}
