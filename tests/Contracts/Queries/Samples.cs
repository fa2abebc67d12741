using System.Linq.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Contracts.Queries;

/// <summary>Generators: few different values, so that filters hit and sorts tie.</summary>
public static class Samples
{
    private static readonly Gen<string> Word = Gen.Elements("", "a", "A", "ab", "b", "ba", "é", "z z", "日本", "it's", "a\"b", "%", "_");
    private static readonly Gen<int> Small = Gen.Choose(-5, 5);
    private static readonly Gen<double> Fraction = Gen.Elements(-2.5, -1, 0, 0.1, 0.5, 1, 1e10, 3);
    private static readonly Gen<string> Partition = Gen.Elements("p0", "p1", "p2");

    private static readonly Gen<Expression<Func<Sample, bool>>> Leaf = Gen.OneOf<Expression<Func<Sample, bool>>>(
        Of(Small, value => sample => sample.N == value),
        Of(Small, value => sample => sample.N != value),
        Of(Small, value => sample => sample.N < value),
        Of(Small, value => sample => sample.N >= value && sample.N <= value + 3),
        Of(Small, value => sample => sample.N + sample.O.Level > value),
        Of(Small, value => sample => sample.O.Level <= value),
        Of(Fraction, value => sample => sample.X == value),
        Of(Fraction, value => sample => sample.X > value),
        Of(Word, value => sample => sample.S == value),
        Of(Word, value => sample => sample.S != value),
        Of(Word, value => sample => string.Compare(sample.S, value) > 0),
        Of(Word, value => sample => sample.S.StartsWith(value, StringComparison.Ordinal)),
        Of(Word, value => sample => sample.O.City.Contains(value)),
        Of(Word, value => sample => sample.O.City == value || sample.S == value),
        Of(Partition, value => sample => sample.Pk == value),
        Of(Gen.Elements("r", "g", "b", "x"), value => sample => Enumerable.Contains(sample.Tags, value)),
        Of(Gen.Elements("r", "g"), value => sample => sample.Tags.Any(tag => tag == value)),
        Of(Gen.Choose(0, 3), value => sample => sample.Tags.Count() == value),
        Of(Word.ListOf(2), value => sample => value.Contains(sample.S)),
        Of(Small.ListOf(3), value => sample => value.Contains(sample.N)),
        Gen.Constant<Expression<Func<Sample, bool>>>(sample => sample.B),
        Gen.Constant<Expression<Func<Sample, bool>>>(sample => sample.B ? sample.N > 0 : sample.X < 1));

    public static Gen<Sample> Document { get; } =
        from pk in Partition
        from n in Small
        from rank in Gen.Choose(0, int.MaxValue)
        from x in Fraction
        from s in Word
        from b in Gen.Elements(true, false)
        from tags in Gen.Elements("r", "g", "b").ArrayOf()
        from city in Word
        from level in Small
        select new Sample("", pk, n, rank, x, s, b, tags.Length > 4 ? tags[..4] : tags, new Inner(city, level));

    public static Gen<SampleQuery> Query { get; } =
        from filter in Filter(3)
        from falling in Gen.Elements(true, false)
        from byText in Gen.Elements(true, false)
        from key in Gen.OneOf(Gen.Constant<string?>(null), Partition.Select(p => (string?)p))
        from skip in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(0, 10).Select(i => (int?)i))
        from take in Gen.Choose(1, 20)
        from pageSize in Gen.Elements(-1, 1, 4, 100)
        select new SampleQuery(filter, falling, byText, key, skip, take, pageSize);

    private static Gen<Expression<Func<Sample, bool>>> Filter(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (2, from left in Filter(depth - 1) from right in Filter(depth - 1) select Join(Expression.AndAlso, left, right)),
        (2, from left in Filter(depth - 1) from right in Filter(depth - 1) select Join(Expression.OrElse, left, right)),
        (1, from inner in Filter(depth - 1) select Not(inner)));

    private static Gen<Expression<Func<Sample, bool>>> Of<T>(Gen<T> values, Func<T, Expression<Func<Sample, bool>>> make) =>
        values.Select(make);

    private static Expression<Func<Sample, bool>> Join(
        Func<Expression, Expression, Expression> join, Expression<Func<Sample, bool>> left, Expression<Func<Sample, bool>> right) =>
        Expression.Lambda<Func<Sample, bool>>(
            join(left.Body, new Renaming(right.Parameters[0], left.Parameters[0]).Visit(right.Body)), left.Parameters);

    private static Expression<Func<Sample, bool>> Not(Expression<Func<Sample, bool>> inner) =>
        Expression.Lambda<Func<Sample, bool>>(Expression.Not(inner.Body), inner.Parameters);

    private sealed class Renaming(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
