using System.ComponentModel.DataAnnotations;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>What records of processing say that no declaration knows.</summary>
public sealed class ProcessingOptions
{
    public const string Section = "Privacy";

    private const string NotStated = "not stated";

    /// <summary>Name and contact of who decides what data is processed for.</summary>
    [Required]
    public string Controller { get; init; } = NotStated;

    /// <summary>Contact of the data-protection officer.</summary>
    [Required]
    public string Officer { get; init; } = NotStated;

    /// <summary>Whom data is disclosed to, outside of those who work here.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>To which third countries, with the safeguards.</summary>
    public IReadOnlyList<string> Transfers { get; init; } = [];
}
