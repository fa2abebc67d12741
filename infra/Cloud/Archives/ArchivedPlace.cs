using System.Text.Json.Nodes;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>Where a record lies in an archive: bytes of a blob, which are a gzip member of their own.</summary>
/// <param name="Container">Of blobs.</param>
/// <param name="Sha256">Of what is there, uncompressed; lower-case hexadecimal.</param>
public sealed record ArchivedPlace(string Container, string Blob, long Offset, int Length, string Sha256);

/// <summary>
/// What is left in place of a record that is archived: nobody can make another of its id, lists still find it, and it says where
/// the record is. It goes when the archive goes.
/// </summary>
/// <param name="At">When it was archived.</param>
public sealed record ArchiveMarker(ArchivedPlace Place, DateTimeOffset At)
{
    /// <summary>The field of a document by which it is known to be a marker.</summary>
    public const string Field = "archived";

    /// <returns>Null where the document is a record that is not archived.</returns>
    public static ArchiveMarker? Of(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return document[Field] is JsonObject marker ? DocumentJson.Read<ArchiveMarker>(marker) : null;
    }

    /// <param name="state">The record's document as it is stored.</param>
    /// <param name="life">Until the archive is deleted.</param>
    public JsonObject Write(Domain domain, JsonObject state, TimeSpan life)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(state);
        var data = state["data"]!.AsObject();
        var listed = domain.Queries.SelectMany(query => query.Fields).Distinct(StringComparer.Ordinal).Where(data.ContainsKey);
        return new JsonObject
        {
            ["id"] = state["id"]!.DeepClone(),
            ["tenantId"] = state["tenantId"]!.DeepClone(),
            ["subjectId"] = state["subjectId"]!.DeepClone(),
            ["kind"] = state["kind"]!.DeepClone(),
            ["version"] = state["version"]!.DeepClone(),
            ["createdAt"] = state["createdAt"]!.DeepClone(),
            ["changedAt"] = state["changedAt"]!.DeepClone(),
            ["data"] = new JsonObject(listed.Select(field => KeyValuePair.Create(field, data[field]?.DeepClone()))),
            [Field] = DocumentJson.Write(this),
            ["ttl"] = (int)life.TotalSeconds,
        };
    }
}
