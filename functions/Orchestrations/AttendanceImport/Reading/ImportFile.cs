using System.Text;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Reading;

/// <summary>A list as it was sent, read into rows; refused as a whole only where its rows cannot be told apart.</summary>
public static class ImportFile
{
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";

    public static Result<IReadOnlyList<SentRow>> Read(ReadOnlyMemory<byte> content, string? contentType, RowDefaults defaults)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || IsOtherThanUtf8(type)) return AttendanceImportErrors.UnknownType;
        if (content.Length > AttendanceImportLimits.Bytes) return AttendanceImportErrors.TooLarge;
        if (!Utf8.IsValid(content.Span)) return NotUtf8(content.Span);
        var text = content.Span.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        return type.MediaType.Value?.ToLowerInvariant() switch
        {
            Csv => CsvRows.Read(text, defaults),
            Ndjson => NdjsonRows.Read(text, defaults),
            _ => AttendanceImportErrors.UnknownType,
        };
    }

    private static bool IsOtherThanUtf8(MediaTypeHeaderValue type) =>
        type.Charset.Length > 0 && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Error NotUtf8(ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(content[at..], out _, out var read) == System.Buffers.OperationStatus.Done) at += read;
        var before = content[..at];
        return AttendanceImportErrors.NotUtf8(line: before.Count((byte)'\n') + 1, column: at - before.LastIndexOf((byte)'\n'));
    }
}
