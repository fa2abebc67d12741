using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Serverless.LocalCosmos.Sql;

/// <summary>A statement that cannot be run. It is the caller's mistake: the gateway answers 400 with <see cref="ToErrorJson"/>.</summary>
/// <param name="code">The service's code, such as SC1001.</param>
/// <param name="message">A full sentence that names what is wrong.</param>
/// <param name="start">First character of the offending text.</param>
/// <param name="end">The character after it.</param>
internal sealed class SqlException(string code, string message, int start, int end) : Exception(message)
{
    public string Code { get; } = code;

    public int Start { get; } = start;

    public int End { get; } = end;

    /// <summary>The text that the service puts into the message of its 400 answer.</summary>
    public string ToErrorJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("errors");
            writer.WriteStartObject();
            writer.WriteString("severity", "Error");
            writer.WriteStartObject("location");
            writer.WriteNumber("start", Start);
            writer.WriteNumber("end", End);
            writer.WriteEndObject();
            writer.WriteString("code", Code);
            writer.WriteString("message", Message);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
