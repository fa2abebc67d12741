using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Statements over generated documents give what LINQ to objects gives over the same documents.</summary>
public sealed class LinqDifferentialTests
{
    private static readonly Gen<(string Path, Func<Document, object?> Read)> Field = Gen.Elements(Document.Fields.ToArray());

    [Fact]
    public void Filters() => Check(
        from condition in ConditionText.Any select (condition.Text, Holds: condition),
        (documents, filter) => Assert.Equal(
            documents.Where(d => filter.Holds.Holds(d) == true).Select(d => $"\"{d.Id}\""),
            Run.Texts($"SELECT VALUE c.id FROM c WHERE {filter.Text}", Values(documents))));

    [Fact]
    public void The_value_of_a_condition() => Check(
        ConditionText.Any,
        (documents, condition) => Assert.Equal(
            documents.Select(d => condition.Holds(d)).OfType<bool>().Select(holds => holds ? "true" : "false"),
            Run.Texts($"SELECT VALUE ({condition.Text} AND true) FROM c", Values(documents))));

    [Fact]
    public void Order_by_two_fields() => Check(
        from first in Field from second in Field from down in Gen.Choose(0, 3) select (first, second, FirstDescends: down > 1, SecondDescends: down % 2 == 1),
        (documents, sort) =>
        {
            // Documents that tie keep their order, or have it reversed if the first field descends.
            var order = Comparer<object?>.Create(Scalar.Order);
            var input = sort.FirstDescends ? documents.Reverse() : documents;
            var byFirst = sort.FirstDescends ? input.OrderByDescending(sort.first.Read, order) : input.OrderBy(sort.first.Read, order);
            var expected = sort.SecondDescends ? byFirst.ThenByDescending(sort.second.Read, order) : byFirst.ThenBy(sort.second.Read, order);
            var statement = $"SELECT VALUE c.id FROM c ORDER BY {sort.first.Path}{(sort.FirstDescends ? " DESC" : "")}, {sort.second.Path}{(sort.SecondDescends ? " DESC" : " ASC")}";
            Assert.Equal(expected.Select(d => $"\"{d.Id}\""), Run.Texts(statement, Values(documents)));
        });

    [Fact]
    public void Offset_and_limit() => Check(
        from offset in Gen.Choose(0, 6) from limit in Gen.Choose(0, 6) select (offset, limit),
        (documents, page) => Assert.Equal(
            documents.Skip(page.offset).Take(page.limit).Select(d => $"\"{d.Id}\""),
            Run.Texts($"SELECT VALUE c.id FROM c OFFSET {page.offset} LIMIT {page.limit}", Values(documents))));

    [Fact]
    public void Distinct() => Check(
        Field,
        (documents, field) => Assert.Equal(
            documents.Select(field.Read).Where(Scalar.IsDefined).Distinct().Select(Text),
            Run.Texts($"SELECT DISTINCT VALUE {field.Path} FROM c", Values(documents))));

    [Fact]
    public void Join() => Check(
        Document.Constant,
        (documents, item) => Assert.Equal(
            documents.SelectMany(d => d.Tags.Where(t => Equals(t, item)).SelectMany(t => d.Tags.Select(u => $"{{\"id\":\"{d.Id}\",\"u\":{Text(u)}}}"))),
            Run.Texts($"SELECT c.id, u FROM c JOIN t IN c.tags JOIN u IN c.tags WHERE t = {Scalar.ToJson(item)}", Values(documents))));

    [Fact]
    public void Group_by_with_aggregates() => Check(
        from key in Field from of in Field select (key, of),
        (documents, grouping) =>
        {
            var expected = documents
                .GroupBy(grouping.key.Read)
                .Select(group => Object([("k", Key(group.Key)), .. Aggregates(group.Select(grouping.of.Read).ToList())]));
            var statement = $"SELECT {grouping.key.Path} AS k, {AggregateList(grouping.of.Path)} FROM c GROUP BY {grouping.key.Path}";
            Assert.Equal(expected, Run.Texts(statement, Values(documents)));
        });

    [Fact]
    public void Aggregates_over_all() => Check(
        Field,
        (documents, of) => Assert.Equal(
            [Object(Aggregates(documents.Select(of.Read).ToList()))],
            Run.Texts($"SELECT {AggregateList(of.Path)} FROM c", Values(documents))));

    private static string AggregateList(string path) =>
        $"COUNT(1) AS n, COUNT({path}) AS d, SUM({path}) AS s, MIN({path}) AS l, MAX({path}) AS h, COUNTIF(IS_STRING({path})) AS i";

    private static IEnumerable<(string Name, string? Text)> Aggregates(List<object?> values)
    {
        var defined = values.Where(Scalar.IsDefined).ToList();
        yield return ("n", $"{values.Count}");
        yield return ("d", $"{defined.Count}");
        // Sums of huge integers are rounded.
        yield return ("s", defined.TrueForAll(v => v is decimal) ? Value.Of(defined.Sum(v => (double)(decimal)v!)).ToString() : null);
        yield return ("l", defined.Count == 0 ? null : Text(defined.Order(Comparer<object?>.Create(Scalar.Order)).First()));
        yield return ("h", defined.Count == 0 ? null : Text(defined.Order(Comparer<object?>.Create(Scalar.Order)).Last()));
        yield return ("i", $"{defined.Count(v => v is string)}");
    }

    private static string? Key(object? key) => Scalar.IsDefined(key) ? Text(key) : null;

    private static string Object(IEnumerable<(string Name, string? Text)> members) =>
        $"{{{string.Join(',', members.Where(m => m.Text is not null).Select(m => $"\"{m.Name}\":{m.Text}"))}}}";

    private static string Text(object? value) => Value.Parse(Scalar.ToJson(value)).ToString();

    private static Value[] Values(Document[] documents) => [.. documents.Select(d => d.Value)];

    private static void Check<T>(Gen<T> input, Action<Document[], T> holds) =>
        Prop.ForAll(Document.Collection.ToArbitrary(), input.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
