using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Results;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Domains.People;

/// <summary>One person of a tenant has an address.</summary>
public sealed class EmailAddresses(Reservations reservations, RecordStore store, TenantKeys tenants)
{
    private const string Reserved = "email";

    private static string Container => PeopleDomain.People.Container;

    /// <summary>Takes the address that the events give to the person, where they give another.</summary>
    public async Task<Error?> TakeAsync(RecordKey key, Person? before, IReadOnlyList<PersonEvent> events, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var email = events.Aggregate(before, PersonDecisions.Evolve)!.Email;
        if (email == before?.Email) return null;
        var index = await tenants.BlindIndexAsync(key.TenantId, cancellation);
        var value = Hash(email);
        return await reservations.TryTakeAsync(Container, key.TenantId, Reserved, value, key.RecordId, IsHeldAsync, cancellation)
            ? null
            : PersonErrors.EmailTaken;

        string Hash(string address) => HashOf(index, address);

        async Task<bool> IsHeldAsync(Guid owner) =>
            await store.FindAsync(PeopleDomain.People, RecordKey.OfSubject(key.TenantId, owner), cancellation) is { } other && Hash(other.State.Email) == value;
    }
    /// <summary>Whether the address is reserved for the person.</summary>
    public async Task<bool> HasAsync(RecordKey key, string address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var value = HashOf(await tenants.BlindIndexAsync(key.TenantId, cancellation), address);
        return await reservations.IsTakenAsync(Container, key.TenantId, Reserved, value, key.RecordId, cancellation);
    }

    /// <summary>Gives the address up, where it is the person's.</summary>
    public async Task<bool> ReleaseAsync(RecordKey key, string address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(key);
        var value = HashOf(await tenants.BlindIndexAsync(key.TenantId, cancellation), address);
        return await reservations.ReleaseAsync(Container, key.TenantId, Reserved, value, key.RecordId, cancellation);
    }

    private static string HashOf(BlindIndex index, string address) => index.Of(Container, Reserved, address);
}
