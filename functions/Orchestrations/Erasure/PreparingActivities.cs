using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Messaging;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>What comes before anything is erased. A step that is taken again changes nothing.</summary>
public sealed class PreparingActivities(
    ErasureCases cases, ErasureSights sights, RestrictProcessing restrict, EndRestriction endRestriction, Notices notices,
    KeyOptions keyOptions, ErasureOptions options, TimeProvider time)
{
    public const string Look = "LookAtErasure";
    public const string Restrict = "RestrictForErasure";
    public const string Announce = "AnnounceErasure";
    public const string Cancel = "TakeBackErasure";

    private const string Announced = "erasure-announced";

    [Function(Look)]
    public async Task<ErasureSight> LookAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation) =>
        await sights.LookAsync(await sights.FindAsync(task, cancellation), cancellation);

    /// <summary>Whoever processes the data may know what was so a while ago; only after that while, nobody does.</summary>
    [Function(Restrict)]
    public async Task<ErasureSight> RestrictAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        ErasureSights.Require(
            await restrict(ErasureSights.CallerOf(erasure), erasure.PersonId, ErasureSights.RestrictionOf(erasure), RestrictionGround.Erasure, cancellation), erasure);
        await sights.AdvanceAsync(erasure, PrivacyRequestStatus.Accepted, reason: null, cancellation);
        var (now, from) = (time.GetUtcNow(), time.GetUtcNow() + keyOptions.CacheLifetime);
        return await ChangeAsync(erasure, facts => facts.RestrictedAt is not null ? facts : facts with
        {
            RestrictedAt = now,
            RestrictedFrom = from,
            Schedule = ErasureClock.ScheduleOf(erasure.Jurisdiction, from, options.Grace),
        }, cancellation);
    }

    /// <summary>Whoever writes to people is told to tell the subject.</summary>
    [Function(Announce)]
    public async Task<ErasureSight> AnnounceAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["personId"] = erasure.PersonId.ToString(),
            ["requestId"] = erasure.ErasureId.ToString(),
            ["eraseAt"] = erasure.Facts.Schedule!.EraseAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        await notices.SendAsync([new Notice(Uuid.Derived(Announced, erasure.ErasureId.ToString()), Announced, erasure.TenantId, details)], cancellation);
        var now = time.GetUtcNow();
        return await ChangeAsync(erasure, facts => facts.AnnouncedAt is not null ? facts : facts with { AnnouncedAt = now }, cancellation);
    }

    /// <summary>What has waited for the end of the restriction goes on.</summary>
    [Function(Cancel)]
    public async Task<ErasureSight> CancelAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        if (erasure.Facts.RestrictedAt is not null)
            ErasureSights.Require(await endRestriction(ErasureSights.CallerOf(erasure), erasure.PersonId, ErasureSights.RestrictionOf(erasure), cancellation), erasure);
        await sights.AdvanceAsync(erasure, PrivacyRequestStatus.Cancelled, reason: null, cancellation);
        var now = time.GetUtcNow();
        return await ChangeAsync(erasure, facts => facts.EndedAt is not null ? facts : facts with { EndedAt = now, Holds = [] }, cancellation);
    }

    private async Task<ErasureSight> ChangeAsync(ErasureCase erasure, Func<ErasureFacts, ErasureFacts> change, CancellationToken cancellation)
    {
        var after = await cases.ChangeAsync(
            erasure.TenantId,
            erasure.ErasureId,
            before => change(before.Facts) is var facts && ReferenceEquals(facts, before.Facts) ? before : before.With(facts),
            cancellation);
        return await sights.LookAsync(after, cancellation);
    }
}
