using System.Globalization;
using System.Text.Json;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.AttendanceImport.Reading;

/// <summary>What a row says, from the texts of its cells; the first that is wrong is named.</summary>
public static class RowReader
{
    public const string PersonId = "personId";
    public const string ProgrammeId = "programmeId";
    public const string SessionId = "sessionId";
    public const string Status = "status";
    public const string At = "at";
    public const string Note = "note";

    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly Dictionary<string, AttendanceStatus> Statuses =
        Enum.GetValues<AttendanceStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), StringComparer.Ordinal);

    public static IReadOnlyList<string> Columns { get; } = [PersonId, ProgrammeId, SessionId, Status, At, Note];

    /// <param name="cell">The text of a column; null or empty where there is none.</param>
    public static SentRow Read(int number, int line, Func<string, string?> cell, RowDefaults defaults)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(defaults);
        RowProblem? problem = null;
        var says = new SentAttendance(
            Id(PersonId, otherwise: null),
            Id(ProgrammeId, defaults.ProgrammeId),
            Id(SessionId, defaults.SessionId),
            StatusOf(Text(Status)),
            TimeOf(Text(At)),
            NoteOf(Text(Note)));
        return problem is null ? new SentRow(number, line, says, Problem: null) : new SentRow(number, line, Says: null, problem);

        string? Text(string column) => cell(column)?.Trim() is { Length: > 0 } text ? text : null;

        Guid Id(string column, Guid? otherwise)
        {
            if (Text(column) is not { } text) return otherwise ?? Wrong<Guid>(column, "is missing");
            return Guid.TryParseExact(text, "D", out var id) ? id : Wrong<Guid>(column, "is not a UUID");
        }

        AttendanceStatus StatusOf(string? text)
        {
            if (text is null) return Wrong<AttendanceStatus>(Status, "is missing");
            return Statuses.TryGetValue(text, out var status) ? status : Wrong<AttendanceStatus>(Status, $"is not one of {string.Join(", ", Statuses.Keys)}");
        }

        DateTimeOffset? TimeOf(string? text)
        {
            if (text is null) return null;
            // A time without an offset means another moment on every machine.
            var hasOffset = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
            return hasOffset && DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
                ? time
                : Wrong<DateTimeOffset?>(At, "is not a time with offset, such as 2027-03-02T09:05:00+01:00");
        }

        string? NoteOf(string? text) =>
            text?.Length > AttendanceEntry.MaxNoteLength ? Wrong<string>(Note, $"is longer than {AttendanceEntry.MaxNoteLength} characters") : text;

        T? Wrong<T>(string field, string message)
        {
            problem ??= RowProblem.Invalid(field, message);
            return default;
        }
    }
}
