using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Functions.Seams;

namespace Serverless.Unit.Orchestrations;

/// <summary>Lists as other programs write them.</summary>
internal static class SentLists
{
    public static readonly RowDefaults None = new(ProgrammeId: null, SessionId: null);

    private static readonly Gen<Guid> Ids = Gen.Choose(1, int.MaxValue).Select(number => new Guid(number, 7, 0x4000, [0x80, 0, 0, 0, 0, 0, 0, 1]));

    private static readonly Gen<string?> Notes = Gen.OneOf(
        Gen.Constant((string?)null),
        Gen.Elements<string?>("Left early.", "said \"no, thanks\"", "a, b", "ünïcödé 🙂", "=1+1", "'", "\"", "\\n {}"));

    public static readonly Gen<SentAttendance> Rows =
        from person in Ids
        from programme in Ids
        from session in Ids
        from status in Gen.Elements(Enum.GetValues<AttendanceStatus>())
        from minutes in Gen.Choose(0, 1_000_000)
        from hasTime in Gen.Elements(true, false)
        from note in Notes
        select new SentAttendance(person, programme, session, status, hasTime ? new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes) : null, note);

    /// <param name="columns">In this order.</param>
    public static byte[] Csv(IEnumerable<SentAttendance> rows, IReadOnlyList<string> columns, bool isQuoted)
    {
        using var content = new MemoryStream();
        using (var writer = CsvWriter.Create(content, new CsvWriterOptions { Quoting = isQuoted ? CsvQuoting.Always : CsvQuoting.WhenNeeded }, leaveOpen: true))
        {
            foreach (var cells in rows.Select(row => columns.Select(column => Cell(row, column) ?? "")).Prepend(columns))
            {
                foreach (var cell in cells) writer.WriteField(cell);
                writer.EndRecord();
            }
        }

        return content.ToArray();
    }

    public static byte[] Ndjson(IEnumerable<SentAttendance> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row =>
        new JsonObject(RowReader.Columns.Select(column => KeyValuePair.Create(column, (JsonNode?)Cell(row, column)))).ToJsonString() + "\n")));

    public static string Line(Guid person, string status = "present") => $"{person},{new Guid(1, 0, 0, new byte[8])},{new Guid(2, 0, 0, new byte[8])},{status}";

    private static string? Cell(SentAttendance row, string column) => column switch
    {
        RowReader.PersonId => row.PersonId.ToString(),
        RowReader.ProgrammeId => row.ProgrammeId.ToString(),
        RowReader.SessionId => row.SessionId.ToString(),
        RowReader.Status => JsonNamingPolicy.CamelCase.ConvertName(row.Status.ToString()),
        RowReader.At => row.CameAt?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        RowReader.Note => row.Note,
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };
}
