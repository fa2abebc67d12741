using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Keys;

/// <summary>Where tenants' keys are, where no Key Vault is set, and how long subjects' keys stay in memory.</summary>
public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>One file per tenant.</summary>
    [Required]
    public string Folder { get; init; } = Path.Combine(".local", "keys");

    /// <summary>
    /// How long an unwrapped key is used without looking whether it is still there. A key that one process destroys may open
    /// documents in another process for so long.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The most unwrapped keys in memory.</summary>
    [Range(1, 1_000_000)]
    public int CacheSize { get; init; } = 10_000;
}
