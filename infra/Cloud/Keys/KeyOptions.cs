using System.ComponentModel.DataAnnotations;

namespace Serverless.Cloud.Keys;

public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>Where tenants' keys lie as files; not looked at where <see cref="VaultUri"/> is set.</summary>
    public string Folder { get; init; } = ".local/keys";

    /// <summary>The Key Vault that holds tenants' keys.</summary>
    public Uri? VaultUri { get; init; }

    /// <summary>How long an unwrapped key stays in memory. After a key is destroyed another process may open its subject's data for as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CacheLife { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many unwrapped keys stay in memory.</summary>
    [Range(100, 1_000_000)]
    public int CacheSize { get; init; } = 20_000;
}
