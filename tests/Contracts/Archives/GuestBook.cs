using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Projections;
using Serverless.Contracts.Running;
using Serverless.Kernel.Declarations;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Archives;

/// <summary>People whose visits and stays go on, are archived and come back, and the read models that are made of them.</summary>
internal sealed class GuestBook(ArchiveApp app, int people)
{
    private readonly List<RecordKey> _open = [];

    public IReadOnlyList<Guid> People { get; } = [.. Enumerable.Range(0, people).Select(_ => Guid.NewGuid())];

    /// <summary>Something that may happen to any of them, seen by the read models.</summary>
    public async Task HappenAsync(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var person = People[random.Next(People.Count)];
        switch (random.Next(4))
        {
            case 0:
                await app.VisitAsync(Visit.Stays, person, "inn", $"{random.Next(100)}");
                break;
            case 1 when _open.Count > 0:
                var key = _open[random.Next(_open.Count)];
                _open.Remove(key);
                await app.DoAsync(Visit.Visits, key, new Departed());
                person = Guid.Parse(key.SubjectId);
                break;
            case 2:
                _open.Add(await app.ArriveAsync(Visit.Visits, person, "north", $"{random.Next(100)}"));
                break;
            default:
                await app.VisitAsync(Visit.Visits, person, "south", $"{random.Next(100)}", $"{random.Next(100)}");
                break;
        }

        await FoldAsync(person);
    }

    public Task ArchiveAsync(params IEnumerable<Guid> some) => app.ArchiveAsync(Visit.Visits, [.. some]);

    public async Task BringBackAsync(Guid person)
    {
        await foreach (var entry in app.Get<ArchiveIndex>().EntriesAsync(new(app.Tenant, $"{person}"), CancellationToken.None))
            await app.Get<Rehydrating>().BringBackAsync(entry, app.Time.GetUtcNow(), CancellationToken.None);
        await FoldAsync(person);
    }

    /// <summary>What the triggers would bring, all of it and once more.</summary>
    public async Task FoldAsync(Guid person)
    {
        foreach (var container in new[] { "visits", "stays" })
        {
            var changes = (await app.DocumentsAsync(container, person)).Select(document => JsonSerializer.SerializeToElement(document)).ToList();
            foreach (var projection in new[] { Guests.Declared, Guests.Sites })
            {
                if (projection.Containers.Contains(container)) await app.Get<ProjectionFeed>().FoldAsync(projection, container, changes, CancellationToken.None);
            }
        }
    }

    /// <returns>What both read models hold then.</returns>
    public async Task<IReadOnlyList<string>> RebuildAsync(Func<Task>? between = null)
    {
        foreach (var projection in new[] { Guests.Declared, Guests.Sites }) await RebuildSteps.RunAsync(app.Services, app.Time, projection, between ?? (() => Task.CompletedTask));
        return await ContentAsync();
    }

    /// <summary>What both read models hold, and how far each of their sources is folded.</summary>
    public async Task<IReadOnlyList<string>> ContentAsync()
    {
        var build = (await app.Get<Builds>().ReadAsync(Guests.Declared, CancellationToken.None)).Active;
        var guests = new List<string>();
        foreach (var person in People)
        {
            var place = new SubjectPlace(app.Tenant, $"{person}");
            var key = await app.Get<SubjectKeys>().FindAsync(app.Tenant, $"{person}", CancellationToken.None);
            var document = await app.Get<SubjectFold>().ReadAsync(Guests.Declared, Guests.Documents, new DocumentPlace(place), place, build, key, CancellationToken.None);
            guests.Add($"{person} {(document.Content is null ? "" : DocumentJson.Write(document.Content).ToJsonString())} {string.Join(' ', document.Next.Select(one => $"{one.Key}={one.Value}"))}");
        }

        return [.. guests, .. await SitesAsync()];
    }

    private async Task<IEnumerable<string>> SitesAsync()
    {
        var build = (await app.Get<Builds>().ReadAsync(Guests.Sites, CancellationToken.None)).Active;
        var query = new QueryDefinition("SELECT * FROM c WHERE c.tenantId = @tenant AND STARTSWITH(c.id, @build)").WithParameter("@tenant", app.Tenant).WithParameter("@build", $"v{build}:");
        var documents = await app.Database.GetContainer(Guests.Sites.Name).GetItemQueryIterator<JsonObject>(query).DrainAsync();
        return documents.Select(document => TextOf(document).Replace($"v{build}:", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
    }

    private static string TextOf(JsonObject document)
    {
        foreach (var field in new[] { "_rid", "_self", "_etag", "_attachments", "_ts" }) document.Remove(field);
        // Whichever was counted first stands first.
        if (document["counters"] is JsonObject counters) document["counters"] = new JsonObject(counters.OrderBy(counter => counter.Key, StringComparer.Ordinal).Select(counter => KeyValuePair.Create(counter.Key, counter.Value?.DeepClone())));
        return document.ToJsonString();
    }
}
