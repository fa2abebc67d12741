using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>
/// A document's own text without the properties that the server owns, ready to take them again. The text is spliced, not
/// rewritten: property order, number text and escapes stay as the client sent them.
/// </summary>
internal readonly struct DocumentText
{
    /// <summary>Written by the server alone; a client's values (old copies of a read document) are dropped.</summary>
    public static readonly IReadOnlyList<string> SystemProperties = ["_rid", "_self", "_etag", "_attachments", "_ts"];

    // All up to the closing brace, and whether a property stands before it.
    private readonly ReadOnlyMemory<byte> _open;
    private readonly bool _hasProperties;

    private DocumentText(ReadOnlyMemory<byte> open, bool hasProperties)
    {
        _open = open;
        _hasProperties = hasProperties;
    }

    /// <param name="json">One valid JSON object in UTF-8.</param>
    public static DocumentText Of(ReadOnlyMemory<byte> json)
    {
        var span = json.Span;
        var reader = new Utf8JsonReader(span, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var own = new List<Range>();
        var foreign = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var from = (int)reader.TokenStartIndex;
            var isSystem = IsSystemProperty(ref reader);
            reader.Read();
            reader.Skip();
            if (isSystem) foreign = true;
            else own.Add(from..(int)reader.BytesConsumed);
        }

        if (!foreign) return new DocumentText(json[start..(int)reader.TokenStartIndex], own.Count > 0);

        var kept = new ArrayBufferWriter<byte>(span.Length);
        kept.Write("{"u8);
        for (var i = 0; i < own.Count; i++)
        {
            if (i > 0) kept.Write(","u8);
            kept.Write(span[own[i]]);
        }

        return new DocumentText(kept.WrittenMemory, own.Count > 0);
    }

    /// <summary>The stored document.</summary>
    public byte[] With(SystemProperties system)
    {
        var tail = Encoding.UTF8.GetBytes(
            $"""{(_hasProperties ? "," : "")}"_rid":"{system.Rid}","_self":"{system.Self}","_etag":"\"{system.ETag.AsSpan(1, system.ETag.Length - 2)}\"","_attachments":"attachments/","_ts":{system.Timestamp}{'}'}""");
        var whole = new byte[_open.Length + tail.Length];
        _open.Span.CopyTo(whole);
        tail.CopyTo(whole, _open.Length);
        return whole;
    }

    private static bool IsSystemProperty(ref Utf8JsonReader reader)
    {
        foreach (var name in SystemProperties)
        {
            if (reader.ValueTextEquals(name)) return true;
        }

        return false;
    }
}

/// <param name="ETag">With its quotes.</param>
/// <param name="Timestamp">Unix seconds.</param>
internal readonly record struct SystemProperties(string Rid, string Self, string ETag, long Timestamp);
