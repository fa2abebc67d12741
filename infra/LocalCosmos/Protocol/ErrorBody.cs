using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serverless.LocalCosmos.Engine;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>How a failure is answered.</summary>
internal static class ErrorBody
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static GatewayResponse Of(RequestException error)
    {
        var response = Of(error.Status, error.SubStatus, error.Message);
        if (error.RetryAfter is { } delay)
            response.With(WireHeaders.RetryAfter, delay.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture));
        return response;
    }

    public static GatewayResponse Of(int status, int subStatus, string message)
    {
        var response = new GatewayResponse(status, Write(Code(status), message));
        return subStatus == SubStatus.None ? response : response.With(WireHeaders.SubStatus, subStatus);
    }

    public static byte[] Write(string code, string message)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            writer.WriteString("code"u8, code);
            writer.WriteString("message"u8, message);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static string Code(int status) => status switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        412 => "PreconditionFailed",
        413 => "RequestEntityTooLarge",
        424 => "FailedDependency",
        429 => "TooManyRequests",
        449 => "RetryWith",
        503 => "ServiceUnavailable",
        _ => "InternalServerError",
    };
}
