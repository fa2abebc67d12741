using Serverless.Kernel.Sealing;

namespace Serverless.Cloud.Keys;

/// <summary>What may be done with a subject's data: whether it can be read, and whether it may be processed.</summary>
/// <param name="Key">Null where there never was one, or where it is destroyed.</param>
/// <param name="DestroyedAt">Null where the subject was not erased.</param>
/// <param name="IsRestricted">A restriction stands (GDPR Art. 18): the data is kept, and nothing else is done with it.</param>
public sealed record SubjectStanding(SubjectKey? Key, DateTimeOffset? DestroyedAt, bool IsRestricted)
{
    /// <summary>Of whom nothing is known.</summary>
    public static SubjectStanding None { get; } = new(Key: null, DestroyedAt: null, IsRestricted: false);

    /// <summary>By name: for what the subject's consent stands.</summary>
    public IReadOnlySet<string> Consents { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Higher with every change of what is stored: in memory, a later one is never replaced by an earlier one.</summary>
    internal long Revision { get; init; }
}
