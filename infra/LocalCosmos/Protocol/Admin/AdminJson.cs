using System.Text.Json;
using System.Text.Json.Serialization;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary>The bodies of admin requests and answers. A member that is not known is refused: it is a misspelt one.</summary>
internal static class AdminJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <exception cref="RequestException">400.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body.Span, s_options) ?? throw RequestErrors.BadRequest("The body must be a JSON object.");
        }
        catch (JsonException malformed)
        {
            throw RequestErrors.BadRequest($"The body is not as expected: {malformed.Message}");
        }
    }

    public static GatewayResponse Answer<T>(T value, int status = 200) => new(status, JsonSerializer.SerializeToUtf8Bytes(value, s_options));
}
