using System.Globalization;
using Serverless.Cloud.Messaging;
using Serverless.Functions.Seams;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Tells the recipients that are named in the options.</summary>
public sealed class RecipientMessages(Notices notices, ErasureOptions options)
{
    public Task TellAsync(RecipientNotice notice, CancellationToken cancellation) => TellAsync(notice, options.Recipients, cancellation);

    public Task TellAsync(RecipientNotice notice, IEnumerable<string> recipients, CancellationToken cancellation) =>
        notices.SendAsync([.. recipients.Select(recipient => NoticeTo(recipient, notice))], cancellation);

    private static Notice NoticeTo(string recipient, RecipientNotice notice)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["recipient"] = recipient,
            ["personId"] = notice.PersonId.ToString(),
            ["requestId"] = notice.RequestId.ToString(),
        };
        if (notice.AnswerBy is { } by) details["answerBy"] = by.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        var id = Uuid.Derived(notice.Kind, notice.RequestId.ToString(), recipient, notice.Repetition.ToString(CultureInfo.InvariantCulture));
        return new Notice(id, notice.Kind, notice.TenantId, details);
    }
}
