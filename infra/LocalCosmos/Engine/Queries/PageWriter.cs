using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>Collects the rows of one page as a JSON array, up to the size at which the service, too, ends a page.</summary>
internal sealed class PageWriter : IDisposable
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private const int MaxRows = 10_000;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _json;
    private readonly int _maxRows;

    public PageWriter(int maxRows)
    {
        _maxRows = Math.Clamp(maxRows, 1, MaxRows);
        _json = new Utf8JsonWriter(_buffer, Options);
        _json.WriteStartArray();
    }

    public int Count { get; private set; }

    public bool IsFull => Count >= _maxRows || _json.BytesCommitted + _json.BytesPending >= MaxBytes;

    public int RowsLeft => _maxRows - Count;

    public long Bytes => _json.BytesCommitted + _json.BytesPending;

    public void Add(in Value row)
    {
        row.WriteTo(_json);
        Count++;
    }

    public void Add(ReadOnlySpan<byte> document)
    {
        _json.WriteRawValue(document, skipInputValidation: true);
        Count++;
    }

    public ReadOnlyMemory<byte> Finish()
    {
        _json.WriteEndArray();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();
}
