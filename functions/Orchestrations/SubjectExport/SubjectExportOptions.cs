using System.ComponentModel.DataAnnotations;
using Serverless.Cloud.Blobs;

namespace Serverless.Functions.Orchestrations.SubjectExport;

public sealed class SubjectExportOptions
{
    public const string Section = "Exports";

    private const int MostDays = 30;

    /// <summary>The blobs that exports are made of and become. The account deletes what the app, for whatever reason, has not.</summary>
    public static BlobContainerDeclaration Container { get; } = new("exports") { DeletedAfterDays = MostDays + 1 };

    /// <summary>How long an export can be downloaded; then it is deleted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long an address works by which anybody who has it can download an export.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LinkLife { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Who answers for the data, and how to reach them (GDPR Art. 15 and 13(1)(a)).</summary>
    [Required]
    [StringLength(500)]
    public string Controller { get; init; } = "The organisation that runs your programme";

    /// <summary>How to reach the data-protection officer.</summary>
    [Required]
    [StringLength(500)]
    public string Contact { get; init; } = "The data-protection officer of the organisation that runs your programme";

    /// <summary>Who is given personal data, separated by semicolons (GDPR Art. 15(1)(c)).</summary>
    [Required]
    [StringLength(4000)]
    public string Recipients { get; init; } = "The provider of the cloud on which the system runs, who stores what is sealed and has no key to it";

    /// <summary>The logic of decisions that are made without people (GDPR Art. 15(1)(h)).</summary>
    [Required]
    [StringLength(4000)]
    public string AutomatedDecisions { get; init; } =
        "A programme counts as completed, and its certificate is issued, by the programme's published rules as soon as they are fulfilled. People make every other decision.";
}
