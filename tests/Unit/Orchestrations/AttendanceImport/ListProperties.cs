using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;

namespace Serverless.Unit.Orchestrations;

/// <summary>Whatever is sent is read as it was written, or refused where it is wrong.</summary>
public sealed class ListProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void A_table_is_read_as_it_was_written_whatever_the_order_of_its_columns() => Prop.ForAll(
        (from rows in SentLists.Rows.NonEmptyListOf()
         from columns in Gen.Shuffle(RowReader.Columns.ToArray())
         from isQuoted in Gen.Elements(true, false)
         select (rows, columns, isQuoted)).ToArbitrary(),
        sent => SaysTheSame(sent.rows, ImportFile.Csv, SentLists.Csv(sent.rows, sent.columns, sent.isQuoted))).Check(Config);

    [Fact]
    public void Lines_of_JSON_are_read_as_they_were_written() => Prop.ForAll(
        SentLists.Rows.NonEmptyListOf().ToArbitrary(), rows => SaysTheSame(rows, ImportFile.Ndjson, SentLists.Ndjson(rows))).Check(Config);

    [Fact]
    [Trait("Requirement", "S46")]
    public void Nothing_that_is_sent_is_more_than_wrong()
    {
        // Pieces that mean something, put together in ways that do not.
        var pieces = Gen.Elements("\"", ",", "\n", "\r\n", "personId,status\n", "{", "}", "{\"personId\":\"", "\":", "\\ud800", "present", SentLists.Line(Guid.Empty), "\uFEFF", "\0", "é");
        var texts = pieces.ListOf().Select(parts => Encoding.UTF8.GetBytes("personId,programmeId,sessionId,status\n" + string.Concat(parts)));
        var noise = Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(bytes => bytes.ToArray());
        Prop.ForAll(Gen.OneOf(texts, noise).ToArbitrary(), content =>
        {
            foreach (var type in new[] { ImportFile.Csv, ImportFile.Ndjson })
            {
                var read = ImportFile.Read(content, type, SentLists.None);
                if (read.IsSuccess && !read.Value.Select(row => row.Number).SequenceEqual(Enumerable.Range(1, read.Value.Count))) return false;
                if (read.IsSuccess && read.Value.Any(row => row.Says is null == row.Problem is null)) return false;
            }

            return true;
        }).Check(Config.WithMaxTest(1000));
    }

    [Fact]
    public void A_wrong_row_is_wrong_alone() => Prop.ForAll(
        (from before in SentLists.Rows.ListOf()
         from wrong in Gen.Elements("\"", "x,y", "a,b,c,d,e,f,g,h", "\"not closed, at all", "x\"y,,,,,", ",,,,,")
         from after in SentLists.Rows.ListOf()
         select (before, wrong, after)).ToArbitrary(),
        sent =>
        {
            var lines = Encoding.UTF8.GetString(SentLists.Csv([.. sent.before, .. sent.after], RowReader.Columns, isQuoted: true)).Split("\r\n").ToList();
            lines.Insert(sent.before.Count + 1, sent.wrong);
            var read = ImportFile.Read(Encoding.UTF8.GetBytes(string.Join("\r\n", lines)), ImportFile.Csv, SentLists.None).Value;
            return read.Count == sent.before.Count + sent.after.Count + 1
                && read.Where(row => row.Problem is not null).Select(row => row.Number).SequenceEqual([sent.before.Count + 1]);
        }).Check(Config);

    private static bool SaysTheSame(IReadOnlyList<SentAttendance> rows, string type, byte[] content) =>
        ImportFile.Read(content, type, SentLists.None).Value.Select(row => row.Says).SequenceEqual(rows);
}
