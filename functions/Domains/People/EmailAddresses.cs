using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.People;

/// <summary>One person of a tenant has an address.</summary>
public sealed class EmailAddresses(Reservations reservations, RecordStore store, TenantKeys tenants)
{
    /// <summary>Takes the address that the events give to the person, where they give another.</summary>
    public async Task<Error?> TakeAsync(RecordKey key, Person? before, IReadOnlyList<PersonEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var email = events.Aggregate(before, PersonDecisions.Evolve)!.Email;
        if (email == before?.Email) return null;
        var index = await tenants.BlindIndexAsync(key.TenantId, cancellation);
        var value = Hash(email);
        return await reservations.TryTakeAsync(PeopleDomain.People.Container, key.TenantId, "email", value, key.RecordId, IsHeldAsync, cancellation)
            ? null
            : PersonErrors.EmailTaken;

        string Hash(string address) => index.Of(PeopleDomain.People.Container, "email", address);

        async Task<bool> IsHeldAsync(Guid owner) =>
            await store.FindAsync(PeopleDomain.People, RecordKey.OfSubject(key.TenantId, owner), cancellation) is { } other && Hash(other.State.Email) == value;
    }
}
