using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>What the law leaves to whoever runs the system, and what only they know of it.</summary>
public sealed partial class ErasureOptions : IValidatableObject
{
    public const string Section = "Erasure";

    /// <summary>How long whoever asked may think it over, where no law says how long erasing waits. The data is restricted meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "20.00:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How often is looked whether what stands in the way has gone: a legal hold, a message that was lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan Poll { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>To whom personal data was passed on, and who must be told (GDPR Art. 19): lower case with hyphens.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>How long recipients have to say that they have erased it too; then the officer is told, and the erasure goes on.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "30.00:00:00")]
    public TimeSpan AcknowledgementLife { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How often a recipient is told who has not answered. Messages live for an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan Reminder { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long passes before what is found left is erased once more.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan Recheck { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How far backups of the container <c>keys</c> reach back: until then, an older copy could bring a key back.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan KeyBackups { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the storage account keeps deleted blobs and versions.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan BlobRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>The longest that a message may be in the namespace, those included that were given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "200.00:00:00")]
    public TimeSpan QueueRetention { get; init; } = TimeSpan.FromDays(29);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Recipients.Any(name => !Name().IsMatch(name)) || Recipients.Distinct(StringComparer.Ordinal).Count() != Recipients.Count)
            yield return new ValidationResult("Recipients must be different names in lower case with hyphens.", [nameof(Recipients)]);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
