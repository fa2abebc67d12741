using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Domains.People;

/// <summary>What other domains may ask of people.</summary>
public sealed class PersonPresence(RecordStore store)
{
    public async Task<bool> IsActiveAsync(string tenantId, Guid personId, CancellationToken cancellation) =>
        await FindAsync(tenantId, personId, cancellation) is not null;

    public async Task<bool> IsKnownAsync(string tenantId, Guid personId, CancellationToken cancellation) =>
        await store.FindAsync(PeopleDomain.People, RecordKey.OfSubject(tenantId, personId), cancellation) is not null;

    public async Task<string?> FindNameAsync(string tenantId, Guid personId, CancellationToken cancellation) =>
        (await FindAsync(tenantId, personId, cancellation))?.Name;

    private async Task<Person?> FindAsync(string tenantId, Guid personId, CancellationToken cancellation) =>
        await store.FindAsync(PeopleDomain.People, RecordKey.OfSubject(tenantId, personId), cancellation) is { State: { Status: PersonStatus.Active } person } ? person : null;
}
