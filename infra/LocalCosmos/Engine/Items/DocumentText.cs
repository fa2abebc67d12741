using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Unicode;
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

    private const int MaxTail = 512;

    // All up to the closing brace, and whether a property stands before it.
    private readonly ReadOnlyMemory<byte> _open;
    private readonly bool _hasProperties;

    private DocumentText(ReadOnlyMemory<byte> open, bool hasProperties)
    {
        _open = open;
        _hasProperties = hasProperties;
    }

    /// <param name="json">One JSON object in UTF-8.</param>
    /// <param name="parsed">The same.</param>
    public static DocumentText Of(ReadOnlyMemory<byte> json, JsonElement parsed)
    {
        var hasProperties = false;
        foreach (var property in parsed.EnumerateObject())
        {
            if (IsSystemProperty(property)) return Without(json);
            hasProperties = true;
        }

        var start = json.Span.IndexOf((byte)'{');
        return new DocumentText(json.Slice(start, JsonMarshal.GetRawUtf8Value(parsed).Length - 1), hasProperties);
    }

    /// <param name="stored">What <see cref="With"/> has returned.</param>
    public static DocumentText OfStored(ReadOnlyMemory<byte> stored)
    {
        // The quotes within the values that follow are escaped: it cannot be found in them.
        var own = stored.Span[..stored.Span.LastIndexOf("\"_rid\":\""u8)];
        var hasProperties = own[^1] == ',';
        return new DocumentText(stored[..(hasProperties ? own.Length - 1 : own.Length)], hasProperties);
    }

    /// <summary>The document as its client has written it.</summary>
    public byte[] Alone() => [.. _open.Span, (byte)'}'];


    /// <summary>The stored document.</summary>
    public byte[] With(in SystemProperties system)
    {
        Span<byte> tail = stackalloc byte[MaxTail];
        if (!Utf8.TryWrite(
            tail,
            CultureInfo.InvariantCulture,
            $"""{(_hasProperties ? "," : "")}"_rid":"{system.Rid}","_self":"{system.Self}","_etag":"\"{system.ETag.AsSpan(1, system.ETag.Length - 2)}\"","_attachments":"attachments/","_ts":{system.Timestamp}{'}'}""",
            out var written))
        {
            throw new InvalidOperationException("The system properties are longer than resource ids can be.");
        }

        return [.. _open.Span, .. tail[..written]];
    }

    private static DocumentText Without(ReadOnlyMemory<byte> json)
    {
        var span = json.Span;
        var reader = new Utf8JsonReader(span, new JsonReaderOptions { MaxDepth = 256 });
        var kept = new ArrayBufferWriter<byte>(span.Length);
        var hasProperties = false;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var from = (int)reader.TokenStartIndex;
            var isSystem = IsSystemProperty(ref reader);
            reader.Read();
            reader.Skip();
            if (isSystem) continue;
            kept.Write(hasProperties ? ","u8 : "{"u8);
            kept.Write(span[from..(int)reader.BytesConsumed]);
            hasProperties = true;
        }

        return new DocumentText(hasProperties ? kept.WrittenMemory : "{"u8.ToArray(), hasProperties);
    }

    private static bool IsSystemProperty(ref Utf8JsonReader reader)
    {
        foreach (var name in SystemProperties)
        {
            if (reader.ValueTextEquals(name)) return true;
        }

        return false;
    }

    private static bool IsSystemProperty(in JsonProperty property)
    {
        // A name that begins otherwise is none, unless it is escaped.
        if (JsonMarshal.GetRawUtf8PropertyName(property) is not [(byte)'_' or (byte)'\\', ..]) return false;
        foreach (var name in SystemProperties)
        {
            if (property.NameEquals(name)) return true;
        }

        return false;
    }
}

/// <param name="ETag">With its quotes.</param>
/// <param name="Timestamp">Unix seconds.</param>
internal readonly record struct SystemProperties(string Rid, string Self, string ETag, long Timestamp);
