using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Subjects;

/// <summary>Erasing somebody costs what their own data costs.</summary>
public sealed class ErasureCostTests(ErasureApp app) : IClassFixture<ErasureApp>
{
    private static readonly string[] Crowded =
        ["people", "applications", "enrolments", "attendance", "submissions", "consents", "payments", "person-overview", "people-directory", "programme-dashboard"];

    [Fact]
    [Trait("Requirement", "S6")]
    public async Task Requests_stay_the_same_while_the_tenant_grows_a_hundred_times()
    {
        var (few, many) = (await RequestsAsync("small", 10), await RequestsAsync("large", 1000));
        Assert.True(few == many, $"{few} requests in the small tenant, {many} in the large one.");
    }

    /// <summary>Pages are read and deleted a hundred at a time, however many there are.</summary>
    [Fact]
    [Trait("Requirement", "S7")]
    public async Task Thousands_of_documents_are_erased_page_by_page()
    {
        const int Documents = 2050;
        var place = new SubjectPlace("acme", Guid.NewGuid().ToString());
        var container = app.Get<BulkDatabase>().Database.GetContainer("people");
        await Task.WhenAll(Enumerable.Range(0, Documents).Select(i => container.CreateItemAsync(new JsonObject
        {
            ["id"] = Guid.NewGuid(), ["tenantId"] = place.TenantId, ["subjectId"] = place.SubjectId, ["kind"] = i % 2 == 0 ? "person-changed" : "idempotency", ["recordType"] = i % 2 == 0 ? "person" : null,
        })));
        var store = app.Stores.Find("people");
        var sent = app.Guillotine.Sent;

        var erased = await store.EraseAsync(place, CancellationToken.None);

        Assert.Equal(Documents, erased.Deleted);
        // Pages and batches, and what says that there is nothing more.
        Assert.InRange(app.Guillotine.Sent - sent, 42, 48);
        Assert.Equal(0, (await store.CountAsync(place, CancellationToken.None)).Erasable);
    }

    private async Task<long> RequestsAsync(string tenant, int others)
    {
        var school = await School.OpenAsync(app, tenant);
        var person = await school.PersonAsync();
        await app.FoldAsync(tenant);
        await CrowdAsync(school, person, others);
        // So that no key is still to be looked up.
        await app.CountAsync(school.PlaceOf(person));
        var sent = app.Guillotine.Sent;
        await app.EraseAsync(school.PlaceOf(person));
        return app.Guillotine.Sent - sent;
    }

    /// <summary>Others who look like the person, but for their ids.</summary>
    private async Task CrowdAsync(School school, Guid person, int others)
    {
        var snapshot = await app.SnapshotAsync(school.Tenant);
        var theirs = snapshot.Where(one => Crowded.Contains(one.Key.Container) && one.Value.Contains(person.ToString(), StringComparison.Ordinal))
            .GroupBy(one => one.Key.Container).SelectMany(container => container.Take(2)).ToList();
        Assert.True(theirs.Count > Crowded.Length);
        var database = app.Get<BulkDatabase>().Database;
        foreach (var some in Enumerable.Range(0, others).Chunk(100))
        {
            await Task.WhenAll(some.SelectMany(_ => Copies(Guid.NewGuid())).Select(copy => database.GetContainer(copy.Container).CreateItemAsync(copy.Document)));
        }

        IEnumerable<(string Container, JsonObject Document)> Copies(Guid other) => theirs.Select(one =>
        {
            var copy = JsonNode.Parse(one.Value.Replace(person.ToString(), other.ToString(), StringComparison.Ordinal))!.AsObject();
            foreach (var name in copy.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) copy.Remove(name);
            // Ids of what lies with others are taken, and so are the partitions of addresses.
            if (one.Key.SubjectId != person.ToString() && !one.Key.Id.Contains(person.ToString(), StringComparison.Ordinal)) copy["id"] = Guid.NewGuid();
            if (!Guid.TryParse(one.Key.SubjectId, out _)) copy["subjectId"] = $"email:{other}";
            return (one.Key.Container, copy);
        });
    }
}
