using System.Text.Json;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Domains.Consents;

/// <summary>A person's entries, read where they are stored.</summary>
public sealed class ConsentEntries(RecordStore store, RecordHistory history, SubjectKeys keys)
{
    public Task<Stored<ConsentLedger>?> LedgerAsync(RecordKey at, CancellationToken cancellation) => store.FindAsync(ConsentsDomain.Consents, at, cancellation);

    /// <summary>Those in the places from first to last, the newest first. What cannot be read is left out: the check names it.</summary>
    public async Task<IReadOnlyList<ConsentEvent>> PageAsync(RecordKey at, long first, long last, CancellationToken cancellation)
    {
        var key = await KeyAsync(at, cancellation);
        return await history.FindAsync(ConsentsDomain.Consents, at, first, last, cancellation)
            .Select(document => FoundEntry.Read(document, at, key).Entry)
            .OfType<ConsentEvent>()
            .OrderByDescending(entry => entry.Sequence)
            .ToListAsync(cancellation);
    }

    public async Task<ConsentVerification> VerifyAsync(RecordKey at, CancellationToken cancellation)
    {
        var key = await KeyAsync(at, cancellation);
        var found = await history.FindAsync(ConsentsDomain.Consents, at, cancellation).Select(document => FoundEntry.Read(document, at, key)).ToListAsync(cancellation);
        return ConsentCheck.Of(at.RecordId, await ReadableLedgerAsync(at, cancellation), found);
    }

    private Task<SubjectKey?> KeyAsync(RecordKey at, CancellationToken cancellation) => keys.FindAsync(at.TenantId, at.SubjectId, cancellation);

    private async Task<ConsentLedger?> ReadableLedgerAsync(RecordKey at, CancellationToken cancellation)
    {
        try
        {
            return (await LedgerAsync(at, cancellation))?.State;
        }
        // Somebody has made something else of the document; to the check, that is as if it were gone.
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
