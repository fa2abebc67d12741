using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Messaging;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Functions.Seams;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Tells those to whom data was passed on (GDPR Art. 19), reminds them, and tells the officer who has not answered.</summary>
public sealed class RecipientActivities(ErasureCases cases, ErasureSights sights, RecipientMessages messages, Notices notices, ErasureOptions options, TimeProvider time)
{
    public const string Tell = "TellErasureRecipients";
    public const string Escalate = "EscalateErasureRecipients";

    private const string Notice = "erasure-notice";
    private const string Unacknowledged = "erasure-unacknowledged";

    [Function(Tell)]
    public async Task<ErasureSight> TellAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        var now = time.GetUtcNow();
        var known = erasure.Facts.Recipients ?? [.. options.Recipients.Select(name => new RecipientTold(name, now, now + options.AcknowledgementLife, Times: 0, now, AcknowledgedAt: null))];
        var due = known.Where(recipient => recipient.AcknowledgedAt is null && recipient.RemindAt <= now).ToList();
        if (due.Count == 0 && erasure.Facts.Recipients is not null) return sights.Of(erasure);
        foreach (var recipient in due)
        {
            var notice = new RecipientNotice(Notice, erasure.TenantId, erasure.PersonId, erasure.ErasureId) { AnswerBy = recipient.AnswerBy, Repetition = recipient.Times };
            await messages.TellAsync(notice, [recipient.Name], cancellation);
        }

        // Who has answered meanwhile has answered.
        return await ChangeAsync(erasure, facts => facts with
        {
            Recipients = [.. (facts.Recipients ?? known).Select(recipient => due.Exists(one => one.Name == recipient.Name && one.Times == recipient.Times)
                ? recipient with { Times = recipient.Times + 1, RemindAt = now + options.Reminder }
                : recipient)],
        }, cancellation);
    }

    [Function(Escalate)]
    public async Task<ErasureSight> EscalateAsync([ActivityTrigger] ErasureTask task, CancellationToken cancellation)
    {
        var erasure = await sights.FindAsync(task, cancellation);
        if (erasure.Facts.EscalatedAt is not null) return sights.Of(erasure);
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["personId"] = erasure.PersonId.ToString(),
            ["requestId"] = erasure.ErasureId.ToString(),
            ["recipients"] = string.Join(", ", erasure.Facts.Recipients!.Where(recipient => recipient.AcknowledgedAt is null).Select(recipient => recipient.Name)),
        };
        await notices.SendAsync([new Notice(Uuid.Derived(Unacknowledged, erasure.ErasureId.ToString()), Unacknowledged, erasure.TenantId, details)], cancellation);
        var now = time.GetUtcNow();
        return await ChangeAsync(erasure, facts => facts with { EscalatedAt = now }, cancellation);
    }

    private async Task<ErasureSight> ChangeAsync(ErasureCase erasure, Func<ErasureFacts, ErasureFacts> change, CancellationToken cancellation) =>
        sights.Of(await cases.ChangeAsync(erasure.TenantId, erasure.ErasureId, before => before.With(change(before.Facts)), cancellation));
}
