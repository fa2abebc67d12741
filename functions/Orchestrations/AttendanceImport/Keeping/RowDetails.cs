using System.Text.Json;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

/// <summary>
/// What is personal of a row that waits: sealed with its person's key, for one place. Rows about somebody who has no key are
/// about nobody who is here, and are refused; no key is made for whatever id a list may hold.
/// </summary>
public sealed class RowDetails(SubjectKeys keys)
{
    private static readonly RowProblem Nobody = new("not-enrolled", RowReader.PersonId, "is nobody who is here");

    public async Task<ImportPart> SealAsync(ImportPart part, IReadOnlyList<SentRow> rows, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        var persons = rows.Select(row => row.Says).OfType<SentAttendance>().Where(HasDetails).Select(says => says.PersonId.ToString());
        var known = await keys.FindManyAsync(part.TenantId, persons, cancellation);
        return part with { Rows = [.. rows.Select(Kept)] };

        KeptRow Kept(SentRow row)
        {
            if (row.Says is not { } says) return Rejected(row, row.Problem!);
            if (!HasDetails(says)) return Waiting(row, says, details: null);
            return known.TryGetValue(says.PersonId.ToString(), out var key)
                ? Waiting(row, says, key.Seal(JsonSerializer.Serialize(new Details(says.CameAt, says.Note), DocumentJson.Options), PlaceOf(part, row.Number, says.PersonId)))
                : Rejected(row, Nobody);
        }
    }

    /// <summary>The rows that still wait, as they are told. What was sealed with a key that is destroyed by now is gone.</summary>
    public async Task<IReadOnlyList<AttendanceEntry>> OpenAsync(ImportPart part, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(part);
        var waiting = part.Rows.Where(row => row.Waiting is not null).ToList();
        var known = await keys.FindManyAsync(part.TenantId, waiting.Where(row => row.Waiting!.Details is not null).Select(row => row.Waiting!.PersonId.ToString()), cancellation);
        return [.. waiting.Select(row => Entry(row, row.Waiting!))];

        AttendanceEntry Entry(KeptRow row, WaitingRow says)
        {
            var opened = says.Details is null ? null : known.GetValueOrDefault(says.PersonId.ToString())?.Open(says.Details, PlaceOf(part, row.Number, says.PersonId));
            var details = opened is null ? null : JsonSerializer.Deserialize<Details>(opened, DocumentJson.Options);
            return new AttendanceEntry(row.CommandId(part.ImportId), says.PersonId, says.ProgrammeId, says.SessionId, says.Status, details?.CameAt, details?.Note);
        }
    }

    private static bool HasDetails(SentAttendance says) => says.CameAt is not null || says.Note is not null;

    private static KeptRow Waiting(SentRow row, SentAttendance says, string? details) =>
        new(row.Number, row.Line, new WaitingRow(says.PersonId, says.ProgrammeId, says.SessionId, says.Status, details), Result: null);

    private static KeptRow Rejected(SentRow row, RowProblem problem) =>
        new(row.Number, row.Line, Waiting: null, new RowResult(RowOutcome.Rejected, AttendanceId: null, problem.Code, problem.Field, problem.Message));

    private static SealPlace PlaceOf(ImportPart part, int row, Guid personId) =>
        new(part.TenantId, personId.ToString(), PlatformContainers.Imports.Name, $"{part.SubjectId}/{part.Id}", $"/rows/{row}");

    private sealed record Details(DateTimeOffset? CameAt, string? Note);
}
