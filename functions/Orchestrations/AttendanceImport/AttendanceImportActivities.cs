using Microsoft.Azure.Functions.Worker;
using Serverless.Functions.Orchestrations.AttendanceImport.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>Which part of which import.</summary>
public sealed record ImportSlice(string TenantId, Guid ImportId, int Part);

/// <summary>What came of an import.</summary>
public sealed record ImportResult(string TenantId, Guid ImportId, ImportCounts Counts, DateTimeOffset StartedAt);

/// <summary>The steps of an import. Each does again what it was doing when the process ended, and finds what it had done.</summary>
public sealed class AttendanceImportActivities(ImportStore store, RowDetails details, RecordAttendance record, TimeProvider time)
{
    public const string RecordRows = "RecordAttendanceRows";
    public const string Finish = "FinishAttendanceImport";

    [Function(RecordRows)]
    public async Task<ImportCounts> RecordRowsAsync([ActivityTrigger] ImportSlice slice, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(slice);
        // Again only when the same step was done elsewhere at the same time.
        while (true)
        {
            var part = await store.FindPartAsync(slice.TenantId, slice.ImportId, slice.Part, cancellation) ?? throw Gone(slice.ImportId);
            if (part.IsDone) return part.Counts;
            var import = await store.FindAsync(slice.TenantId, slice.ImportId, cancellation) ?? throw Gone(slice.ImportId);
            var entries = await details.OpenAsync(part, cancellation);
            var outcomes = await record(import.Sender.Caller(slice.TenantId), entries, cancellation);
            var results = new Queue<AttendanceOutcome>(outcomes);
            var done = part with { Rows = [.. part.Rows.Select(row => row.Waiting is null ? row : row with { Waiting = null, Result = ResultOf(results.Dequeue()) })] };
            if (await store.TryReplaceAsync(done, cancellation)) return done.Counts;
        }
    }

    [Function(Finish)]
    public async Task FinishAsync([ActivityTrigger] ImportResult result, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(result);
        var import = await store.FindAsync(result.TenantId, result.ImportId, cancellation) ?? throw Gone(result.ImportId);
        if (import.End is null) await store.EndAsync(import with { End = new ImportEnd(result.Counts, result.StartedAt, time.GetUtcNow()) }, cancellation);
    }

    private static RowResult ResultOf(AttendanceOutcome outcome) => outcome.Refusal is { } refusal
        ? new RowResult(RowOutcome.Rejected, AttendanceId: null, refusal.Code, refusal.Fields is [var field, ..] ? field.Pointer.TrimStart('/') : null, refusal.Detail)
        : new RowResult(outcome.IsNew ? RowOutcome.Recorded : RowOutcome.Repeated, outcome.AttendanceId, Code: null, Field: null, Message: null);

    private static InvalidOperationException Gone(Guid importId) => new($"The rows of import {importId} are gone: it has waited for longer than they are kept.");
}
