using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Reading;

/// <summary>A row as it was sent: what it says, or why it says nothing that can be recorded.</summary>
/// <param name="Number">Among the rows, from 1.</param>
/// <param name="Line">Of the list, from 1, its header and empty lines counted.</param>
public sealed record SentRow(int Number, int Line, SentAttendance? Says, RowProblem? Problem);

public sealed record SentAttendance(Guid PersonId, Guid ProgrammeId, Guid SessionId, AttendanceStatus Status, DateTimeOffset? CameAt, string? Note);

/// <param name="Field">The column that is wrong; null where the whole row is.</param>
/// <param name="Message">Holds nothing of what was sent, which may be personal.</param>
public sealed record RowProblem(string Code, string? Field, string Message)
{
    public const string InvalidCode = "import-row-invalid";

    public static RowProblem Invalid(string? field, string message) => new(InvalidCode, field, message);
}

/// <summary>What a list says of all its rows that do not say it themselves.</summary>
public sealed record RowDefaults(Guid? ProgrammeId, Guid? SessionId);
