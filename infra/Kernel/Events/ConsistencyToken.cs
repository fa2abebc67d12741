using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Serverless.Kernel.Events;

/// <summary>Names a write, so that a read can be asked for a state that contains it.</summary>
/// <param name="Version">Of the record, once the write has happened.</param>
/// <param name="SessionToken">What the store itself needs to answer from a replica that has the write; may be empty.</param>
public sealed record ConsistencyToken(string Container, Guid RecordId, long Version, string SessionToken)
{
    /// <summary>Whose record it is; empty where the token does not say.</summary>
    public string SubjectId { get; init; } = "";

    /// <returns>Null when the text is no token.</returns>
    public static ConsistencyToken? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Base64Url.IsValid(text)) return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|', 5) is [{ Length: > 0 } container, var id, var number, var subjectId, var session]
            && Guid.TryParseExact(id, "N", out var recordId)
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                ? new ConsistencyToken(container, recordId, version, session) { SubjectId = subjectId }
                : null;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Container}|{RecordId:N}|{Version}|{SubjectId}|{SessionToken}")));
}
