using Microsoft.Azure.Cosmos;

namespace Serverless.Benchmarks.App;

/// <summary>What the app stores for one command of each kind.</summary>
internal sealed record Samples(
    string Programme,
    string PersonId,
    StoredDocument Person,
    StoredDocument Registered,
    StoredDocument Key,
    StoredDocument Reservation,
    string Reserved,
    StoredDocument PublishedProgramme,
    StoredDocument Application,
    StoredDocument Drafted,
    StoredDocument ChangedPerson,
    StoredDocument Changed)
{
    public static async Task<Samples> MakeAsync(AppSystem system)
    {
        var (people, keys) = (system.Database.GetContainer("people"), system.Database.GetContainer("keys"));
        var programme = await system.Api.PublishAsync();
        var person = await system.Api.RegisterAsync();
        var registered = await StoredDocuments.FindAsync(people, Of(person));
        var application = await system.Api.DraftAsync(person, programme);
        var applications = await StoredDocuments.FindAsync(system.Database.GetContainer("applications"), Of(person));
        await system.Api.ChangeAsync(person, "\"1\"");
        var changed = await StoredDocuments.FindAsync(people, Of(person));
        var reservation = (await StoredDocuments.FindAsync(people, new PartitionKeyBuilder().Add(AppSystem.Tenant).Build(), "c.kind = 'reservation'"))
            .Single(_ => true);
        return new Samples(
            programme,
            person,
            registered.Single(one => (string)one["id"]! == person),
            registered.Single(one => (string)one["id"]! != person),
            (await StoredDocuments.FindAsync(keys, Of(person))).Single(_ => true),
            reservation,
            SubjectOf(reservation),
            (await StoredDocuments.FindAsync(system.Database.GetContainer("programmes"), Of(programme))).Single(one => (string)one["id"]! == programme),
            applications.Single(one => (string)one["id"]! == application),
            applications.Single(one => (string)one["id"]! != application),
            changed.Single(one => (string)one["id"]! == person),
            changed.Single(one => (string)one["kind"]! == "person-changed"));
    }

    public static PartitionKey Of(string subject) => new PartitionKeyBuilder().Add(AppSystem.Tenant).Add(subject).Build();

    private static string SubjectOf(StoredDocument document) =>
        (string)System.Text.Json.Nodes.JsonNode.Parse(document.Text)!["subjectId"]!;
}
