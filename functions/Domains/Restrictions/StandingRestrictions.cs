using System.Diagnostics;
using System.Text.Json;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Restrictions;

/// <summary>
/// Brings what is recorded to where it holds: the standing that lies with the person's key. Whoever records does it at once; the
/// reaction does it again, for whom a process ended in between, and lets what has waited go on.
/// </summary>
public sealed class StandingRestrictions(RecordStore store, Commands commands, SubjectKeys keys, Resumption resumption)
{
    public async Task<Error?> RestrictAsync(Caller caller, Guid personId, Guid restrictionId, RestrictionGround ground, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var at = KeyOf(caller, personId, restrictionId);
        var context = new CommandContext(caller, JsonNamingPolicy.CamelCase.ConvertName(ground.ToString())) { TraceParent = Activity.Current?.Id };
        var set = await commands.EnsureAsync(
            RestrictionsDomain.Restrictions, at, context, state => Task.FromResult(RestrictionDecisions.Set(state, personId, ground)), cancellation);
        if (!set.IsSuccess) return set.Error;
        await UpholdAsync(at, cancellation);
        return null;
    }

    public async Task<Error?> EndAsync(Caller caller, Guid personId, Guid restrictionId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var at = KeyOf(caller, personId, restrictionId);
        var context = new CommandContext(caller, "ended") { TraceParent = Activity.Current?.Id };
        var ended = await commands.ChangeAsync(RestrictionsDomain.Restrictions, at, context, RestrictionDecisions.End, cancellation);
        // Nothing of whom was erased is restricted any more, and nothing about them is written.
        if (!ended.IsSuccess) return ended.Error == StoreErrors.Erased ? null : ended.Error;
        await UpholdAsync(at, cancellation);
        return null;
    }

    /// <summary>Makes hold what the record says.</summary>
    /// <returns>What stands of the person then; null where there is no such record.</returns>
    public async Task<SubjectStanding?> UpholdAsync(RecordKey at, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(at);
        if (await store.FindAsync(RestrictionsDomain.Restrictions, at, cancellation) is not { State: var restriction }) return null;
        return restriction.Status == RestrictionStatus.Standing
            ? await keys.RestrictAsync(at.TenantId, at.SubjectId, at.RecordId, JsonNamingPolicy.CamelCase.ConvertName(restriction.Ground.ToString()), cancellation)
            : await keys.EndRestrictionAsync(at.TenantId, at.SubjectId, at.RecordId, cancellation);
    }

    public async Task<Error?> FollowAsync(object fact, EventDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        var standing = await UpholdAsync(new RecordKey(document.TenantId, document.SubjectId, document.RecordId), cancellation);
        if (standing is { IsRestricted: false }) await resumption.GoOnAsync(new SubjectPlace(document.TenantId, document.SubjectId), cancellation);
        return null;
    }

    private static RecordKey KeyOf(Caller caller, Guid personId, Guid restrictionId) => new(caller.TenantId, personId.ToString(), restrictionId);
}
