using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Serverless.Functions.Domains.Consents;

/// <summary>
/// The hash of an entry: SHA-256 over what docs/consents.md says, in words that somebody else can check it by. Every entry names
/// the hash of the one before, so none can be altered, removed or moved without the next one showing it.
/// </summary>
public static class ConsentChain
{
    /// <summary>Changes with the form, so that old entries stay what they are.</summary>
    public const string Form = "consent-v1";

    public const int HashLength = 64;

    /// <summary>What the first entry follows.</summary>
    public static string Origin { get; } = new('0', HashLength);

    public static string HashOf(string tenantId, Guid personId, ConsentEvent entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical(tenantId, personId, entry))));

    /// <summary>One value a line, each line ended; none of the values can hold the end of one.</summary>
    public static string Canonical(string tenantId, Guid personId, ConsentEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        string[] lines =
        [
            Form,
            entry.Sequence.ToString(CultureInfo.InvariantCulture),
            entry.PreviousHash,
            tenantId,
            personId.ToString(),
            Name(entry.Purpose),
            entry.PolicyVersion,
            Name(DecisionOf(entry)),
            entry.RecordedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture),
            entry.RecordedBy,
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    public static ConsentDecision DecisionOf(ConsentEvent entry) => entry switch
    {
        ConsentGranted => ConsentDecision.Granted,
        ConsentWithdrawn => ConsentDecision.Withdrawn,
        _ => throw new UnreachableException($"A {entry.GetType().Name} is no entry."),
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
