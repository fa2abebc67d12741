using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>A JSON file that ends in a list, written item by item.</summary>
internal sealed class SectionFile : IAsyncDisposable
{
    /// <summary>For people's eyes too: indented, and letters as they are.</summary>
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly PartWriter _part;
    private readonly Utf8JsonWriter _json;

    private SectionFile(PartWriter part) => (_part, _json) = (part, new Utf8JsonWriter(part.Content, Readable));

    public static async Task<SectionFile> BeginAsync(ExportBlobs blobs, SectionTask task, string path, JsonObject head, string list, CancellationToken cancellation)
    {
        var file = new SectionFile(await blobs.WriteAsync(task.Export, task.Key, path, cancellation));
        file._json.WriteStartObject();
        file.Fields(head);
        file._json.WriteStartArray(list);
        return file;
    }

    public async Task ItemAsync(JsonObject item, CancellationToken cancellation)
    {
        item.WriteTo(_json, DocumentJson.Options);
        await _json.FlushAsync(cancellation);
    }

    /// <summary>An item that ends in a list of its own.</summary>
    public void BeginItem(JsonObject head, string list)
    {
        _json.WriteStartObject();
        Fields(head);
        _json.WriteStartArray(list);
    }

    public void EndItem()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public async Task<ExportFile> CompleteAsync(CancellationToken cancellation)
    {
        EndItem();
        await _json.FlushAsync(cancellation);
        return await _part.CompleteAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        // What is not completed is not to be written either, as disposing of the writer itself would.
        _json.Reset(Stream.Null);
        await _json.DisposeAsync();
        await _part.DisposeAsync();
    }

    private void Fields(JsonObject head)
    {
        foreach (var (name, value) in head)
        {
            _json.WritePropertyName(name);
            if (value is null) _json.WriteNullValue();
            else value.WriteTo(_json, DocumentJson.Options);
        }
    }
}
