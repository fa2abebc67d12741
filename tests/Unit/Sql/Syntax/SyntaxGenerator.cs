using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Sql.Syntax;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Syntax;

/// <summary>Statements of any shape that the grammar allows, meaningful or not.</summary>
internal static class SyntaxGenerator
{
    private const int MaxDepth = 5;

    private static readonly Gen<string> Name = Gen.Elements("c", "x", "_a1", "Größe", "日本", "key", "rank", "TRUE", "udF", "count", "root");

    private static readonly Gen<string> Text = Gen.OneOf(
        Name,
        Gen.Elements("", "value", "a b", "it's", "\"", "\\", "\u0001\r\n\t", "\U0001F600", "--", "1", "$1", "select", "</script>"),
        Gen.Choose(' ', 0xD7FF).Select(c => (char)c).ArrayOf().Select(characters => new string(characters)));

    private static readonly Gen<double> Number = Gen.OneOf(
        Gen.Choose(-1000, 1000).Select(n => (double)n),
        Gen.Elements(0.5, -1.25, 1e21, 5e-324, double.MaxValue, 9007199254740993, -9007199254740994, 1e-7),
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(n => n.Get));

    private static readonly Gen<SqlExpression> Parameter = Name.Select(name => (SqlExpression)new Parameter("@" + name));

    private static readonly Gen<SqlExpression> Literal = Gen.OneOf(
            Gen.Elements(Value.Undefined, Value.Null, Value.True, Value.False),
            Number.Select(Value.Of),
            Text.Select(Value.Of))
        .Select(value => (SqlExpression)new Literal(value));

    private static readonly Gen<SqlExpression> Leaf = Gen.OneOf(Literal, Parameter, Name.Select(name => (SqlExpression)new Identifier(name)));

    public static Gen<SqlQuery> Query { get; } = QueryOf(MaxDepth);

    private static Gen<SqlExpression> Expression(int depth)
    {
        if (depth == 0) return Leaf;
        var inner = Delayed(() => Expression(depth - 1));
        var subquery = Delayed(() => QueryOf(depth - 2));
        return Gen.Frequency(
            (3, Leaf),
            (3, (from target in inner from step in Step select (SqlExpression)new Member(target, step))),
            (1, (from unary in Any<UnaryOperator>() from operand in inner select (SqlExpression)new Unary(unary, operand))),
            (4, (from binary in Any<BinaryOperator>() from left in inner from right in inner select (SqlExpression)new Binary(binary, left, right))),
            (1, (from operand in inner from items in inner.NonEmptyListOf() from negated in Any<bool>() select (SqlExpression)new In(operand, items, negated))),
            (1, (from operand in inner from low in inner from high in inner from negated in Any<bool>() select (SqlExpression)new Between(operand, low, high, negated))),
            (1, (from operand in inner from pattern in inner from escape in Gen.Elements(null, "!", "\"", "\\") from negated in Any<bool>() select (SqlExpression)new Like(operand, pattern, escape, negated))),
            (1, (from test in inner from yes in inner from no in inner select (SqlExpression)new Conditional(test, yes, no))),
            (1, (from name in Gen.OneOf(Name, Gen.Elements("LEFT", "right", "CONCAT")) from arguments in inner.ListOf() select (SqlExpression)new FunctionCall(name, arguments, false))),
            (1, (from name in Name from arguments in inner.ListOf() select (SqlExpression)new FunctionCall(name, arguments, true))),
            (1, (from properties in Pair(inner).ListOf() select (SqlExpression)new ObjectConstructor(properties))),
            (1, (from items in inner.ListOf() select (SqlExpression)new ArrayConstructor(items))),
            (1, (from query in subquery select (SqlExpression)new ScalarSubquery(query))),
            (1, (from query in subquery select (SqlExpression)new Exists(query))),
            (1, (from query in subquery select (SqlExpression)new ArraySubquery(query))));
    }

    private static Gen<SqlExpression> Step => Gen.OneOf(
        Text.Select(text => (SqlExpression)new Literal(Value.Of(text))),
        Number.Select(number => (SqlExpression)new Literal(Value.Of(number))),
        Parameter);

    private static Gen<KeyValuePair<string, SqlExpression>> Pair(Gen<SqlExpression> value) =>
        from name in Text from expression in value select KeyValuePair.Create(name, expression);

    private static Gen<SqlQuery> QueryOf(int depth)
    {
        depth = Math.Max(depth, 0);
        var expression = Delayed(() => Expression(depth));
        var count = Gen.OneOf(Gen.Choose(0, 10000).Select(n => (SqlExpression)new Literal(Value.Of((double)n))), Parameter);
        var spec = Gen.OneOf(
            Gen.Constant<SelectSpec>(new SelectStar()),
            (from value in expression select (SelectSpec)new SelectValue(value)),
            (from items in (from e in expression from alias in Optional(Text) select new SelectItem(e, alias)).NonEmptyListOf() select (SelectSpec)new SelectList(items)));
        return
            from distinct in Any<bool>()
            from top in Optional(count)
            from selected in spec
            from sources in Optional(Source(depth).NonEmptyListOf())
            from filter in Optional(expression)
            from groups in expression.ListOf()
            from orders in (from e in expression from down in Any<bool>() select new OrderByItem(e, down)).ListOf()
            from page in Optional(from offset in count from limit in count select new OffsetLimit(offset, limit))
            select new SqlQuery(new SelectClause(distinct, top, selected), sources is null ? null : new FromClause(sources), filter, groups, orders, page);
    }

    private static Gen<FromSource> Source(int depth)
    {
        var steps = Gen.OneOf(Text.Select(Value.Of), Gen.Choose(0, 9).Select(n => Value.Of((double)n))).Select(value => (SqlExpression)new Literal(value)).ListOf();
        var path = from root in Name from rest in steps select (SourceCollection)new PathCollection(root, rest);
        var collection = depth == 0 ? path : Gen.OneOf(path, Delayed(() => QueryOf(depth - 2)).Select(query => (SourceCollection)new SubqueryCollection(query)));
        return Gen.OneOf(
            from alias in Name from source in collection select new FromSource(alias, true, source),
            from alias in Optional(Name) from source in collection select new FromSource(alias, false, source));
    }

    private static Gen<T> Any<T>() => ArbMap.Default.GeneratorFor<T>();

    private static Gen<T?> Optional<T>(Gen<T> generator) where T : class =>
        Gen.OneOf(Gen.Constant<T?>(null), generator.Select(value => (T?)value));

    /// <summary>Lists stay short, or trees of this depth would not end.</summary>
    private static Gen<IReadOnlyList<T>> ListOf<T>(this Gen<T> generator) => Of(generator, 0);

    private static Gen<IReadOnlyList<T>> NonEmptyListOf<T>(this Gen<T> generator) => Of(generator, 1);

    private static Gen<IReadOnlyList<T>> Of<T>(Gen<T> generator, int least) =>
        Gen.Choose(least, 2).SelectMany(length => generator.ArrayOf(length)).Select(items => (IReadOnlyList<T>)items);

    private static Gen<T> Delayed<T>(Func<Gen<T>> generator) => Gen.Constant(0).SelectMany(_ => generator());
}
