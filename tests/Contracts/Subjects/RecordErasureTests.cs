using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Subjects;

namespace Serverless.Contracts.Subjects;

/// <summary>What is left of somebody's records, container by container.</summary>
public sealed class RecordErasureTests(ErasureApp app) : IClassFixture<ErasureApp>
{
    private static readonly string[] Deleting = ["people", "applications", "submissions"];
    private static readonly string[] Anonymising = ["enrolments", "attendance"];
    private static readonly string[] Retaining = ["certificates", "consents"];

    [Fact]
    [Trait("Requirement", "S6")]
    [Trait("Requirement", "S7")]
    public async Task Every_store_erases_what_it_says_and_nothing_is_left_that_it_would_erase()
    {
        var school = await School.OpenAsync(app, "acme");
        var person = await school.PersonAsync();
        await school.CertifyAsync(person);
        await app.FoldAsync("acme");
        var place = school.PlaceOf(person);
        var before = await app.CountAsync(place);
        Assert.All([.. Deleting, .. Anonymising], container => Assert.True(before[container].Erasable > 0, container));
        Assert.Equal(2, before["people-reservations"].Erasable);
        Assert.Equal(1, before["application-seats"].Erasable);
        Assert.Equal(3, before["payment-persons"].Erasable);
        Assert.All(Retaining, container => Assert.True(before[container] is { Retained: > 0, Readable: > 0 }, container));

        var erased = await app.EraseAsync(place);

        Assert.True(erased is { Deleted: > 0, Anonymised: > 0, Retained: > 0 }, $"{erased}");
        var after = await app.CountAsync(place);
        Assert.All(after, count => Assert.True(count.Value.Erasable == 0, $"{count}"));
        Assert.All(Retaining, container => Assert.True(after[container] is { Retained: > 0, Readable: > 0 }, container));
        Assert.All([.. Deleting, .. Anonymising], container => Assert.DoesNotContain(container, after.Keys));

        await app.Get<SubjectKeys>().DestroyAsync(place.TenantId, place.SubjectId, CancellationToken.None);
        Assert.All(await app.CountAsync(place), count => Assert.True(count.Value is { Erasable: 0, Readable: 0 }, $"{count}"));
        Assert.Equal(SubjectErased.Nothing with { Retained = (await app.CountAsync(place)).Values.Sum(count => count.Retained) }, await app.EraseAsync(place));
    }

    [Fact]
    [Trait("Requirement", "S9")]
    [Trait("Requirement", "S10")]
    public async Task What_stays_as_statistics_names_nobody_and_nothing_of_theirs()
    {
        var school = await School.OpenAsync(app, "globex");
        var person = await school.PersonAsync(seed: 4);
        var place = school.PlaceOf(person);
        var originals = await OfAsync("globex", [.. Anonymising, .. Deleting]);
        var ids = originals.SelectMany(document => new[] { (string)document["id"]!, (string?)document["recordId"], (string?)document["subjectId"], (string?)document["why"]?["commandId"] })
            .OfType<string>().Where(id => Guid.TryParse(id, out _)).ToHashSet(StringComparer.Ordinal);

        await app.EraseAsync(place);

        var left = await OfAsync("globex", Anonymising);
        Assert.NotEmpty(left);
        Assert.All(left, document =>
        {
            var text = document.ToJsonString();
            Assert.True((bool)document["anonymised"]!);
            Assert.DoesNotContain("v1.", text, StringComparison.Ordinal);
            Assert.All(ids, id => Assert.DoesNotContain(id, text, StringComparison.Ordinal));
            Assert.DoesNotContain("staff-1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("0af7651916cd43dd8448eb211c80319c", text, StringComparison.Ordinal);
            foreach (var field in new[] { "at", "createdAt", "changedAt" })
            {
                if (document[field] is { } time) Assert.EndsWith("T00:00:00.0000000Z", (string)time!, StringComparison.Ordinal);
            }
        });
        Assert.Equal(Anonymising.Length, left.Select(document => (string)document["subjectId"]!).Distinct().Count());
        // An application that is named names nothing that is, or was, there.
        var started = left.Single(document => (string?)document["kind"] == "enrolment-started");
        Assert.NotEqual(Guid.Empty, (Guid)started["data"]!["applicationId"]!);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [Trait("Requirement", "S10")]
    public async Task An_enrolment_that_is_under_way_ends_before_it_is_nobodys(int seed)
    {
        var tenant = $"ends-{seed}";
        var school = await School.OpenAsync(app, tenant);
        var person = await school.PersonAsync(seed);
        var before = (await OfAsync(tenant, ["enrolments"])).Single(document => (string?)document["kind"] == "enrolment");

        await app.EraseAsync(school.PlaceOf(person));

        var left = await OfAsync(tenant, ["enrolments"]);
        var after = left.Single(document => (string?)document["kind"] == "enrolment");
        var wasActive = (string?)before["data"]!["status"] == "active";
        Assert.Equal(wasActive ? "dropped" : (string?)before["data"]!["status"], (string?)after["data"]!["status"]);
        Assert.Equal((long)before["version"]! + (wasActive ? 1 : 0), (long)after["version"]!);
        Assert.Equal(wasActive ? "erased" : (string?)before["data"]!["reason"], (string?)after["data"]!["reason"]);
        var versions = left.Where(document => document["recordType"] is not null).Select(document => (long)document["version"]!);
        Assert.Equal(Enumerable.Range(1, (int)after["version"]!).Select(version => (long)version), versions.Order());
    }

    [Fact]
    [Trait("Requirement", "S10")]
    public async Task Books_balance_as_before_and_concern_nobody()
    {
        var school = await School.OpenAsync(app, "initech");
        var (person, other) = (await school.PersonAsync(), await school.PersonAsync());
        await school.PayAsync(person, 7);
        var before = await school.TrialBalanceAsync();
        var untouched = (await OfAsync("initech", ["payments"])).Where(document => (string?)document["data"]!["personId"] == other.ToString()).Select(document => document.ToJsonString()).ToList();

        await app.EraseAsync(school.PlaceOf(person));

        Assert.Equal(before, await school.TrialBalanceAsync());
        var payments = await OfAsync("initech", ["payments"]);
        Assert.All(payments, document => Assert.DoesNotContain(person.ToString(), document.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(untouched, payments.Where(document => (string?)document["data"]!["personId"] == other.ToString()).Select(document => document.ToJsonString()));
        var concerned = payments.Where(document => (string?)document["data"]!["personId"] is { } id && id != other.ToString()).ToList();
        Assert.Equal(6, concerned.Count);
        Assert.Single(concerned.Select(document => (string)document["data"]!["personId"]!).Distinct());
        Assert.All(concerned, document => Assert.Null(document["data"]!["reference"]));
    }

    [Fact]
    [Trait("Requirement", "S6")]
    public async Task Addresses_and_seats_are_free_at_once()
    {
        var school = await School.OpenAsync(app, "umbrella");
        var person = await school.PersonAsync();
        // Also one that was taken by a command that came to nothing.
        Assert.True(await app.Get<Reservations>().TryTakeAsync("people", "umbrella", "email", "hash", person, _ => Task.FromResult(false), CancellationToken.None));

        await app.EraseAsync(school.PlaceOf(person));

        Assert.Empty(await OfAsync("umbrella", ["people"]));
        var programmes = await OfAsync("umbrella", ["programmes"]);
        Assert.Equal("released", (string?)programmes.Single(document => (string?)document["kind"] == "seat")["data"]!["status"]);
        Assert.Equal(0, (int)programmes.Single(document => (string?)document["kind"] == "programme")["data"]!["seatsTaken"]!);
    }

    private async Task<IReadOnlyList<JsonObject>> OfAsync(string tenant, IReadOnlyList<string> containers)
    {
        var all = await Task.WhenAll(containers.Select(container => app.DocumentsAsync(container, tenant)));
        return [.. all.SelectMany(documents => documents)];
    }
}
