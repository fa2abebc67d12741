using System.Text.Json;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Reading;

/// <summary>A JSON object on each line; empty lines are passed over.</summary>
public static class NdjsonRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    public static Result<IReadOnlyList<SentRow>> Read(ReadOnlyMemory<byte> content, RowDefaults defaults)
    {
        var rows = new List<SentRow>();
        var rest = content;
        for (var line = 1; rest.Length > 0; line++)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var text = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? default : rest[(end + 1)..];
            if (text.Length == 0) continue;
            if (rows.Count == AttendanceImportLimits.Rows) return AttendanceImportErrors.TooManyRows(line);
            rows.Add(Row(rows.Count + 1, line, text, defaults));
        }

        return rows.Count > 0 ? rows : AttendanceImportErrors.Empty;
    }

    private static SentRow Row(int number, int line, ReadOnlyMemory<byte> text, RowDefaults defaults)
    {
        var cells = new Dictionary<string, string?>(StringComparer.Ordinal);
        return Problem(text, cells) is { } problem
            ? new SentRow(number, line, Says: null, problem)
            : RowReader.Read(number, line, cells.GetValueOrDefault, defaults);
    }

    private static RowProblem? Problem(ReadOnlyMemory<byte> text, Dictionary<string, string?> cells)
    {
        try
        {
            using var row = JsonDocument.Parse(text, Strict);
            if (row.RootElement.ValueKind != JsonValueKind.Object) return RowProblem.Invalid(field: null, "is no JSON object");
            foreach (var cell in row.RootElement.EnumerateObject())
            {
                if (!RowReader.Columns.Contains(cell.Name, StringComparer.Ordinal)) return RowProblem.Invalid(field: null, $"has a field that is none of {string.Join(", ", RowReader.Columns)}");
                if (cell.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)) return RowProblem.Invalid(cell.Name, "is no text");
                cells[cell.Name] = cell.Value.GetString();
            }

            return null;
        }
        catch (JsonException e)
        {
            // The message of the exception may quote the row.
            return RowProblem.Invalid(field: null, $"is not JSON: byte {e.BytePositionInLine + 1}");
        }
        // How an escaped half of a surrogate pair is told.
        catch (InvalidOperationException)
        {
            return RowProblem.Invalid(field: null, "has a text that is no text");
        }
    }
}
