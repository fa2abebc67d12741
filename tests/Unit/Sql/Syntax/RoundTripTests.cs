using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Sql;
using Serverless.LocalCosmos.Sql.Syntax;

namespace Serverless.Unit.Sql.Syntax;

public sealed class RoundTripTests
{
    [Fact]
    public void A_printed_statement_parses_back_to_itself() =>
        Prop.ForAll(SyntaxGenerator.Query.ToArbitrary(), query =>
        {
            var text = SqlPrinter.Print(query);
            return text.Length > SqlParser.MaxLength || SyntaxDump.Of(SqlParser.Parse(text)) == SyntaxDump.Of(query);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Printing_a_parsed_statement_changes_nothing_but_its_spelling()
    {
        foreach (var statement in Statements.All)
        {
            if (TryParse(statement) is not { } query) continue;
            Assert.Equal(SyntaxDump.Of(query), SyntaxDump.Of(SqlParser.Parse(SqlPrinter.Print(query))));
        }
    }

    [Fact]
    public void Equal_text_gives_equal_expressions_wherever_it_stands()
    {
        var query = SqlParser.Parse("SELECT VALUE c.a[0] FROM c WHERE   c['a'][0]");

        Assert.Equal(((SelectValue)query.Select.Spec).Expression, query.Where);
        Assert.Equal((13, 19), (((SelectValue)query.Select.Spec).Expression.Span.Start, ((SelectValue)query.Select.Spec).Expression.Span.End));
    }

    private static SqlQuery? TryParse(string statement)
    {
        try
        {
            return SqlParser.Parse(statement);
        }
        catch (SqlException)
        {
            return null;
        }
    }
}
