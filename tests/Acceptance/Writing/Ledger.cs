using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Acceptance.Writing;

/// <summary>What the store holds, read past the app, with the keys that the app has made.</summary>
internal sealed class Ledger(string store, string keys) : IAsyncDisposable
{
    private readonly ServiceProvider _services = Compose(store, keys);

    /// <summary>Every record of a domain, each found to be what its events tell, version by version and command by command.</summary>
    public async Task<IReadOnlyList<Kept<TState>>> ReadAsync<TState, TEvent>(Domain<TState, TEvent> domain)
        where TState : class
        where TEvent : class
    {
        var documents = await DocumentsAsync(domain.Container);
        var histories = documents.Where(document => EventDocuments.IsEvent(domain, document)).ToLookup(document => (Guid)document["recordId"]!);
        var states = documents.Where(document => (string?)document["kind"] == domain.RecordType).ToList();
        Assert.Equal(states.Select(state => (Guid)state["id"]!).Order(), histories.Select(history => history.Key).Order());
        return await Task.WhenAll(states.Select(state => VerifyAsync(domain, state, histories[(Guid)state["id"]!])));
    }

    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container)
    {
        var found = new List<JsonObject>();
        using var pages = _services.GetRequiredService<Database>().GetContainer(container).GetItemQueryIterator<JsonObject>("SELECT * FROM c");
        while (pages.HasMoreResults) found.AddRange(await pages.ReadNextAsync());
        return found;
    }

    /// <summary>As another process would.</summary>
    public Task DestroyKeyAsync(string tenantId, string subjectId) => _services.GetRequiredService<SubjectKeys>().DestroyAsync(tenantId, subjectId, CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private async Task<Kept<TState>> VerifyAsync<TState, TEvent>(Domain<TState, TEvent> domain, JsonObject document, IEnumerable<JsonObject> history)
        where TState : class
        where TEvent : class
    {
        var at = new RecordKey((string)document["tenantId"]!, (string)document["subjectId"]!, (Guid)document["id"]!);
        var stored = (await _services.GetRequiredService<RecordStore>().FindAsync(domain, at, CancellationToken.None))!;
        var key = domain.HasPersonal ? await _services.GetRequiredService<SubjectKeys>().FindAsync(at.TenantId, at.SubjectId, CancellationToken.None) : null;
        var facts = history.Select(fact => EventDocuments.Read(domain, fact, key)).OrderBy(fact => fact.Version).ThenBy(fact => fact.Index).ToList();

        var versions = facts.GroupBy(fact => fact.Version).ToList();
        Assert.Equal(Enumerable.Range(1, (int)stored.Version).Select(version => (long)version), versions.Select(version => version.Key));
        Assert.All(versions, version => Assert.Equal(Enumerable.Range(0, version.Count()), version.Select(fact => fact.Index)));
        Assert.All(versions, version => Assert.Same(version.Last(), Assert.Single(version, fact => fact.Final)));
        Assert.All(versions, version => Assert.Single(version.Select(fact => fact.Why.CommandId).Distinct()));
        Assert.Equal(versions.Count, facts.Select(fact => fact.Why.CommandId).Distinct().Count());
        Assert.True(DocumentJson.AreSame(facts.Aggregate((TState?)null, (state, fact) => domain.Evolve(state, Event(domain, fact))), stored.State), $"The events of {at.RecordId} do not lead to its state.");
        return new Kept<TState>(at.RecordId, stored.State, stored.Version);
    }

    private static TEvent Event<TState, TEvent>(Domain<TState, TEvent> domain, EventDocument fact)
        where TState : class
        where TEvent : class =>
        (TEvent)fact.Data.Deserialize(domain.Events.Single(type => type.Name == fact.Kind).Type, DocumentJson.Options)!;

    private static ServiceProvider Compose(string store, string keys)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Cosmos", store), new("Keys:Folder", keys)]).Build();
        return new ServiceCollection().AddLogging().AddCosmos(settings).AddKeys(settings).AddRecords(settings).BuildServiceProvider();
    }
}

internal sealed record Kept<TState>(Guid Id, TState State, long Version);
