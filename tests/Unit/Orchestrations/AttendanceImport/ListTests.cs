using System.Text;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Orchestrations;

public sealed class ListTests
{
    private const string Header = "personId,programmeId,sessionId,status";
    private static readonly Guid Person = Guid.Parse("3f2a6d0c-1111-4111-8111-111111111111");
    private static readonly Guid Other = Guid.Parse("3f2a6d0c-2222-4111-8111-111111111111");

    [Fact]
    public void What_rows_have_in_common_may_stand_in_the_address()
    {
        var row = Assert.Single(Csv($"personId,status\n{Person},late\n", new RowDefaults(Person, Other)).Value);
        Assert.Equal(new SentAttendance(Person, Person, Other, AttendanceStatus.Late, CameAt: null, Note: null), row.Says);
        Assert.Equal(Other, Assert.Single(Csv($"personId,programmeId,sessionId,status\n{Person},{Other},,late", new RowDefaults(Person, Person)).Value).Says?.ProgrammeId);
    }

    [Fact]
    public void A_row_knows_its_line()
    {
        var rows = Csv($"{Header}\n\n{SentLists.Line(Person)}\n\n\n{SentLists.Line(Other)}").Value;
        Assert.Equal([(1, 3), (2, 6)], rows.Select(row => (row.Number, row.Line)));
        Assert.Equal([(1, 2), (2, 4)], Ndjson("\n{}\n\n{}").Value.Select(row => (row.Number, row.Line)));
    }

    [Theory]
    [InlineData("x,{0},{0},present", "personId", "is not a UUID")]
    [InlineData(",{0},{0},present", "personId", "is missing")]
    [InlineData("{0},x,{0},present", "programmeId", "is not a UUID")]
    [InlineData("{0},{0},,present", "sessionId", "is missing")]
    [InlineData("{0},{0},{0},here", "status", "is not one of present, late, absent, excused")]
    [InlineData("{0},{0},{0},Present", "status", "is not one of present, late, absent, excused")]
    [InlineData("{0},{0},{0}", "status", "is missing")]
    [InlineData("{0},{0},{0},present,2027-03-02T09:05:00", "at", "is not a time with offset, such as 2027-03-02T09:05:00+01:00")]
    [InlineData("{0},{0},{0},present,02.03.2027", "at", "is not a time with offset, such as 2027-03-02T09:05:00+01:00")]
    [InlineData("{0},{0},{0},present,,,", null, "has more cells than the first line has columns")]
    [InlineData("{0},{0},\"{0},present", null, "has a quote where none can be, or one that is not closed on its line")]
    public void What_is_wrong_with_a_row_is_said_of_its_field(string line, string? field, string message)
    {
        var row = Assert.Single(Csv($"{Header},at,note\n{line.Replace("{0}", Person.ToString(), StringComparison.Ordinal)}").Value);
        Assert.Equal(new RowProblem("import-row-invalid", field, message), row.Problem);
    }

    [Theory]
    [InlineData("[]", null, "is no JSON object")]
    [InlineData("{\"personId\":", null, "is not JSON: byte 13")]
    [InlineData("{\"name\":\"Ada\"}", null, "has a field that is none of personId, programmeId, sessionId, status, at, note")]
    [InlineData("{\"personId\":7}", "personId", "is no text")]
    [InlineData("{\"note\":\"\\ud800\"}", null, "has a text that is no text")]
    [InlineData("{\"status\":null}", "personId", "is missing")]
    public void What_is_wrong_with_a_line_of_JSON_is_said_of_its_field(string line, string? field, string message) =>
        Assert.Equal(new RowProblem("import-row-invalid", field, message), Assert.Single(Ndjson(line).Value).Problem);

    [Fact]
    public void A_long_note_is_wrong()
    {
        var row = Assert.Single(Csv($"{Header},note\n{SentLists.Line(Person)},{new string('n', 1001)}").Value);
        Assert.Equal(new RowProblem("import-row-invalid", "note", "is longer than 1000 characters"), row.Problem);
    }

    [Theory]
    [InlineData("Name,personId,status", "/line/1/column/1 is none of personId, programmeId, sessionId, status, at, note", "/line/1 lacks the column programmeId", "/line/1 lacks the column sessionId")]
    [InlineData("personId,status,programmeId,status", "/line/1/column/4 names status once more", "/line/1 lacks the column sessionId")]
    public void A_header_that_is_wrong_names_its_columns(string header, params string[] problems)
    {
        var error = Csv($"{header}\n").Error;
        Assert.Equal("import-header", error?.Code);
        Assert.Equal(problems, error!.Fields.Select(field => $"{field.Pointer} {field.Reason}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData(Header)]
    [InlineData(Header + "\r\n\r\n")]
    public void An_empty_list_is_no_list(string text) => Assert.Equal(AttendanceImportErrors.Empty, Csv(text).Error);

    [Fact]
    public void A_list_that_is_too_long_is_refused_where_it_is()
    {
        var rows = string.Concat(Enumerable.Repeat($"\n{SentLists.Line(Person)}", AttendanceImportLimits.Rows));
        Assert.Equal(AttendanceImportLimits.Rows, Csv(Header + rows).Value.Count);
        Assert.Equal(AttendanceImportErrors.TooManyRows(10_002), Csv($"{Header}{rows}\n{SentLists.Line(Other)}").Error);
        Assert.Equal(AttendanceImportErrors.TooManyRows(10_001), Ndjson(string.Concat(Enumerable.Repeat("{}\n", AttendanceImportLimits.Rows + 1))).Error);
    }

    [Fact]
    public void Only_UTF_8_is_read()
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{Header}\né,"), 0xE9, .. "\n"u8];
        Assert.Equal(AttendanceImportErrors.NotUtf8(line: 2, column: 4), ImportFile.Read(content, ImportFile.Csv, SentLists.None).Error);
        Assert.True(Csv($"\uFEFF{Header}\n{SentLists.Line(Person)}").IsSuccess);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("text/csv; charset=iso-8859-1")]
    [InlineData("csv")]
    public void Only_types_that_are_known_are_read(string? type) =>
        Assert.Equal(AttendanceImportErrors.UnknownType, ImportFile.Read("x"u8.ToArray(), type, SentLists.None).Error);

    [Theory]
    [InlineData("text/csv; charset=utf-8")]
    [InlineData("Text/CSV; header=present; charset=\"UTF-8\"")]
    public void A_type_may_say_that_it_is_UTF_8(string type) =>
        Assert.True(ImportFile.Read(Encoding.UTF8.GetBytes($"{Header}\n{SentLists.Line(Person)}"), type, SentLists.None).IsSuccess);

    private static Result<IReadOnlyList<SentRow>> Csv(string text, RowDefaults? defaults = null) => ImportFile.Read(Encoding.UTF8.GetBytes(text), ImportFile.Csv, defaults ?? SentLists.None);

    private static Result<IReadOnlyList<SentRow>> Ndjson(string text) => ImportFile.Read(Encoding.UTF8.GetBytes(text), ImportFile.Ndjson, SentLists.None);
}
