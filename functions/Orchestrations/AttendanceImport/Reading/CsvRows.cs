using CsvHelper;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Reading;

/// <summary>
/// A table (RFC 4180) whose first line names its columns. A row is a line: a quote that is not closed spoils its own row and
/// cannot swallow those that follow, so a note has no line breaks.
/// </summary>
public static class CsvRows
{
    public static Result<IReadOnlyList<SentRow>> Read(ReadOnlyMemory<byte> content, RowDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        var malformed = new HashSet<long>();
        using var table = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record => malformed.Add(record.LineNumber),
        });
        table.ReadHeader();
        IReadOnlyList<string> columns = [.. table.Headers.Select(name => name.Trim())];
        if (columns.Count == 0) return AttendanceImportErrors.Empty;
        if (Violations(columns, defaults) is { Count: > 0 } violations) return AttendanceImportErrors.Header(violations);

        var places = columns.Index().ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);
        var rows = new List<SentRow>();
        while (table.Read())
        {
            var line = checked((int)table.LineNumber);
            if (rows.Count == AttendanceImportLimits.Rows) return AttendanceImportErrors.TooManyRows(line);
            rows.Add(Problem(table, columns.Count, malformed.Contains(line)) is { } problem
                ? new SentRow(rows.Count + 1, line, Says: null, problem)
                : RowReader.Read(rows.Count + 1, line, Cell, defaults));
        }

        return rows.Count > 0 ? rows : AttendanceImportErrors.Empty;

        string? Cell(string column) => places.TryGetValue(column, out var place) && place < table.FieldCount ? table.GetString(place) : null;
    }

    private static RowProblem? Problem(CsvReader row, int columns, bool isMalformed)
    {
        if (isMalformed) return RowProblem.Invalid(field: null, "has a quote where none can be, or one that is not closed on its line");
        return row.FieldCount > columns ? RowProblem.Invalid(field: null, "has more cells than the first line has columns") : null;
    }

    /// <summary>Names of columns are not repeated: without a header, the first row stands there.</summary>
    private static List<Violation> Violations(IReadOnlyList<string> columns, RowDefaults defaults)
    {
        var violations = new List<Violation>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, column) in columns.Index())
        {
            if (!RowReader.Columns.Contains(column, StringComparer.Ordinal))
                violations.Add(new Violation($"/line/1/column/{index + 1}", $"is none of {string.Join(", ", RowReader.Columns)}"));
            else if (!known.Add(column))
                violations.Add(new Violation($"/line/1/column/{index + 1}", $"names {column} once more"));
        }

        violations.AddRange(Needed(defaults).Where(column => !known.Contains(column)).Select(column => new Violation("/line/1", $"lacks the column {column}")));
        return violations;
    }

    private static IEnumerable<string> Needed(RowDefaults defaults)
    {
        yield return RowReader.PersonId;
        if (defaults.ProgrammeId is null) yield return RowReader.ProgrammeId;
        if (defaults.SessionId is null) yield return RowReader.SessionId;
        yield return RowReader.Status;
    }
}
