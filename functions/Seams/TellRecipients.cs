namespace Serverless.Functions.Seams;

/// <summary>
/// Tells everybody to whom personal data was passed on what has become of it (GDPR Art. 19): one message to each on the topic
/// <c>privacy</c>. Told again under the same id, it is the same message.
/// </summary>
public delegate Task TellRecipients(RecipientNotice notice, CancellationToken cancellation);

/// <summary>In ids only.</summary>
/// <param name="Kind">Lower case with hyphens, and <c>-notice</c> at the end, by which the messages are found.</param>
/// <param name="RequestId">Of what is told of: the erasure, the restriction, the changed record.</param>
public sealed record RecipientNotice(string Kind, string TenantId, Guid PersonId, Guid RequestId)
{
    /// <summary>Until when each must say that it has done the same; null where nobody asks.</summary>
    public DateTimeOffset? AnswerBy { get; init; }

    /// <summary>How often it was told before.</summary>
    public int Repetition { get; init; }
}
