using System.Globalization;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>What became of an import's rows so far.</summary>
public sealed class RowResults(ImportStore store)
{
    /// <summary>Results in the order of the rows, of those that have one.</summary>
    /// <param name="outcome">Null for all.</param>
    /// <param name="continuation">The number of the row that the page before ended with.</param>
    /// <returns>Null where the continuation is none.</returns>
    public async Task<Page<AttendanceImportRow>?> RowsAsync(ImportDocument import, RowOutcome? outcome, int size, string? continuation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(import);
        var last = 0;
        if (continuation is not null && (!int.TryParse(continuation, NumberStyles.None, CultureInfo.InvariantCulture, out last) || last > import.Rows)) return null;
        var found = new List<AttendanceImportRow>();
        for (var number = last / AttendanceImportLimits.RowsInPart; number < import.Parts && found.Count <= size; number++)
        {
            var part = await store.FindPartAsync(import.TenantId, import.ImportId, number, cancellation);
            var rows = part?.Rows.Where(row => row.Number > last && row.Result is not null && (outcome is null || row.Result.Outcome == outcome)) ?? [];
            found.AddRange(rows.Select(Answer));
        }

        // One more than the page holds says that there is another.
        var page = found.Take(size).ToList();
        return new Page<AttendanceImportRow>(page, found.Count > size ? page[^1].Row.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static AttendanceImportRow Answer(KeptRow row)
    {
        var result = row.Result!;
        return new AttendanceImportRow(row.Number, row.Line, result.Outcome, result.AttendanceId, result.Code, result.Field, result.Message);
    }
}
