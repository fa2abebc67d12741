using System.Buffers;
using System.Text;
using System.Text.Json;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.ChangeFeed;

/// <summary>How an entry of the log is written in the feed; documents pass through byte for byte.</summary>
internal static class FeedItem
{
    /// <summary>The document with the <c>_lsn</c> from which the estimator counts.</summary>
    public static byte[] Latest(StoredItem item)
    {
        var end = Encoding.UTF8.GetBytes($",\"_lsn\":{item.Lsn}{'}'}");
        return [.. item.Body.AsSpan()[..^1], .. end];
    }

    public static byte[] Version(VersionRecord version, PartitionKeyDefinition partitionKey)
    {
        var buffer = new ArrayBufferWriter<byte>(version.Body.Length + 256);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteStartObject("metadata");
        json.WriteNumber("lsn", version.Lsn);
        json.WriteNumber("crts", version.Timestamp);
        json.WriteString("operationType", OperationOf(version.Kind));
        if (version.PreviousLsn > 0) json.WriteNumber("previousImageLSN", version.PreviousLsn);
        if (version.Kind == VersionKind.Delete) WriteDeleted(json, version, partitionKey);
        json.WriteEndObject();
        json.WritePropertyName(version.Kind == VersionKind.Delete ? "previous" : "current");
        json.WriteRawValue(version.Body, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A delete has no current document, so its address stands in the metadata.</summary>
    private static void WriteDeleted(Utf8JsonWriter json, VersionRecord version, PartitionKeyDefinition partitionKey)
    {
        using var document = JsonDocument.Parse(version.Body, new JsonDocumentOptions { MaxDepth = 256 });
        json.WriteBoolean("timeToLiveExpired", version.Expired);
        json.WriteString("id", document.RootElement.GetProperty("id").GetString());
        json.WriteStartObject("partitionKey");
        foreach (var (names, value) in partitionKey.Segments.Zip(partitionKey.Extract(document.RootElement)))
        {
            if (value.IsUndefined) continue;
            json.WritePropertyName(names[^1]);
            value.WriteTo(json);
        }

        json.WriteEndObject();
    }

    private static string OperationOf(VersionKind kind) => kind switch
    {
        VersionKind.Create => "create",
        VersionKind.Replace => "replace",
        _ => "delete",
    };
}
