using System.Text.Json;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Consents;

/// <summary>Brings what a person has said to where it holds: the standing that lies with their key, at which all look that need a consent; and to what was made with it.</summary>
public sealed class StandingConsents(RecordStore store, SubjectKeys keys, ConsentFold consented)
{
    public async Task<Error?> FollowAsync(object fact, EventDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        // As it stands now, which may be later than the event: whoever follows that one finds nothing to do.
        var at = new RecordKey(document.TenantId, document.SubjectId, document.RecordId);
        if (await store.FindAsync(ConsentsDomain.Consents, at, cancellation) is not { State: var ledger }) return null;
        await keys.ConsentAsync(at.TenantId, at.SubjectId, [.. ledger.Standing.Where(one => one.Decision == ConsentDecision.Granted).Select(one => NameOf(one.Purpose))], cancellation);
        await consented.FollowAsync(new SubjectPlace(at.TenantId, at.SubjectId), cancellation);
        return null;
    }

    /// <summary>As the standing has it.</summary>
    private static string NameOf(ConsentPurpose purpose) => JsonNamingPolicy.CamelCase.ConvertName(purpose.ToString());
}
