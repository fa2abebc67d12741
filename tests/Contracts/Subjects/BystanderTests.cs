using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Contracts.Subjects;

/// <summary>
/// Erasing somebody leaves every document of everybody else as it was, to the byte, with its version and time of change. What may
/// change, or go, or come, is said here and nowhere else.
/// </summary>
[Trait("Requirement", "S6")]
public sealed class BystanderTests(ErasureApp app) : IClassFixture<ErasureApp>
{
    private static readonly Gen<(int Tenants, int People, int Seed)> Worlds =
        from tenants in Gen.Choose(1, 3)
        from people in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, 1_000_000)
        select (tenants, people, seed);

    [Fact]
    public void Nobody_else_is_touched() =>
        Prop.ForAll(Worlds.ToArbitrary(), world => HoldsAsync(world.Tenants, world.People, world.Seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(8));

    private async Task HoldsAsync(int tenants, int people, int seed)
    {
        var random = new Random(seed);
        var world = new List<(School School, Guid Person)>();
        for (var tenant = 0; tenant < tenants; tenant++)
        {
            var school = await School.OpenAsync(app, $"t{Guid.NewGuid():N}");
            for (var i = 0; i < people; i++)
            {
                var one = await school.PersonAsync(random.Next());
                if (random.Next(2) == 0) await school.CertifyAsync(one);
                world.Add((school, one));
            }

            await app.FoldAsync(school.Tenant);
        }

        var (theirs, person) = world[random.Next(world.Count)];
        var before = await app.SnapshotAsync();

        await app.EraseAsync(theirs.PlaceOf(person));

        var after = await app.SnapshotAsync();
        var touched = before.Keys.Union(after.Keys).Where(at => before.GetValueOrDefault(at) != after.GetValueOrDefault(at)).ToList();
        var applications = before.Where(one => one.Key is { Container: "applications" } at && at.SubjectId == person.ToString()).Select(one => one.Key.Id).ToHashSet(StringComparer.Ordinal);
        Assert.Contains(touched, at => at is { Container: "people" });
        Assert.All(touched, at => Assert.True(at.TenantId == theirs.Tenant && IsTheirs(at), $"{at}"));
        // Of the documents that nobody but they had a part in, none is anybody else's.
        Assert.All(world.Where(one => one.Person != person), other => Assert.DoesNotContain(touched, at => at.SubjectId == other.Person.ToString() || at.Id.Contains(other.Person.ToString(), StringComparison.Ordinal)));

        bool IsTheirs(DocumentAt at) => at switch
        {
            // What lies with them: records, events, what is kept of requests, documents of read models.
            _ when at.SubjectId == person.ToString() => true,
            // What has become of them: new, and of nobody.
            { Container: "enrolments" or "attendance" } => !before.ContainsKey(at) && (bool?)JsonNode.Parse(after[at])!["anonymised"] == true,
            // Their addresses, which are free.
            { Container: "people" } => !after.ContainsKey(at) && (string?)JsonNode.Parse(before[at])!["owner"] == person.ToString(),
            // Their seat, which is free, and how many the programme has left.
            { Container: "programmes" } => IsOfSeats(at),
            // Transfers that concerned them, in which nothing but that is another.
            { Container: "payments" } => Without(before[at], "personId", "reference", "changes") == Without(after[at], "personId", "reference", "changes") && before[at].Contains(person.ToString(), StringComparison.Ordinal),
            // What the dashboard knows of them, and its counters.
            { Container: "programme-dashboard" } => at.Id == $"v1:learner:{person}" || at.Id.StartsWith("v1:tally:", StringComparison.Ordinal),
            _ => false,
        };

        bool IsOfSeats(DocumentAt at)
        {
            var document = JsonNode.Parse(after[at])!;
            return (string?)document["kind"] switch
            {
                "programme" => Without(before[at], "seatsTaken", "version", "changedAt") == Without(after[at], "seatsTaken", "version", "changedAt"),
                "seat" or "seat-released" => applications.Contains((string)document["data"]!["applicationId"]!),
                "programme-seat-freed" => !before.ContainsKey(at),
                _ => false,
            };
        }
    }

    private static string Without(string text, params string[] names)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).Concat(names).ToList())
        {
            document.Remove(name);
            (document["data"] as JsonObject)?.Remove(name);
        }

        return document.ToJsonString();
    }
}
