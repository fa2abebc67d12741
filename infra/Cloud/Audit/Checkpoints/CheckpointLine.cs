using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Audit.Checkpoints;

/// <summary>A checkpoint as it is written down: signed, in compact form.</summary>
internal static class CheckpointLine
{
    public static string HashOf(string line) => AuditHash.Of(Encoding.ASCII.GetBytes(line));

    /// <summary>What it says, whether it is true or not; null where it says nothing.</summary>
    public static Checkpoint? Read(string line)
    {
        if (line.Split('.') is not [_, var body, _] || !Base64Url.IsValid(body)) return null;
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(Base64Url.DecodeFromChars(body), DocumentJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
