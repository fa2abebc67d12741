using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Unit.Engine.Queries;

/// <summary>Generators of documents and filters as text: few values, of all kinds, so that filters hit and branches overlap.</summary>
internal static class Filters
{
    private static readonly string Long = new('a', 300);

    private static readonly Gen<string> Scalar = Gen.Frequency(
        (6, Gen.Choose(-3, 3).Select(n => $"{n}")),
        (1, Gen.Elements("0.5", "-2.5", "9007199254740992", "9007199254740993", "1234567890123456789")),
        (5, Gen.Elements("\"\"", "\"a\"", "\"A\"", "\"ab\"", "\"abc\"", "\"b\"", "\"é\"", "\"日本\"", "\"a%\"")),
        (1, Gen.Elements($"\"{Long}b\"", $"\"{Long}c\"")),
        (2, Gen.Elements("true", "false")),
        (1, Gen.Constant("null")));

    private static readonly Gen<string> Array =
        from items in Scalar.ArrayOf()
        select $"[{string.Join(',', items.Take(4))}]";

    private static readonly Gen<string> Objects =
        from items in Gen.Zip(Scalar, Scalar).ArrayOf()
        select $"[{string.Join(',', items.Take(3).Select(item => $$"""{"n":{{item.Item1}},"m":{{item.Item2}}}"""))}]";

    private static readonly Gen<string> Any = Gen.Frequency(
        (8, Scalar), (1, Array), (1, Scalar.Select(value => $$"""{"x":{{value}}}""")));

    private static readonly Gen<string> Path = Gen.Elements(
        "c.a", "c.a", "c.b", "c.b", "c.o.x", "c[\"d/e\"]", "c.tags[0]", "c.tags[1]", "c.items[0].n", "c.id", "c.pk", "c.missing");

    private static readonly Gen<string> Leaf = Gen.OneOf(
        from path in Path from sign in Gen.Elements("=", "!=", "<", "<=", ">", ">=") from value in Any select $"{path} {sign} {value}",
        from path in Path from value in Any select $"{value} < {path}",
        from path in Path from not in Not from items in Any.ArrayOf(3) select $"{path} {not}IN ({string.Join(", ", items)})",
        from path in Path from not in Not from low in Scalar from high in Scalar select $"{path} {not}BETWEEN {low} AND {high}",
        from path in Path from not in Not from like in Gen.Elements("a%", "a", "%b", "_b%", "[aA]b%", "") select $"{path} {not}LIKE '{like}'",
        from path in Path
        from function in Gen.Elements("STARTSWITH", "ENDSWITH", "CONTAINS", "StringEquals", "RegexMatch")
        from value in Gen.Elements("\"a\"", "\"A\"", "\"\"", "\"ab\"", "\"aBC\"", "\"É\"", $"\"{Long}\"", "1")
        from ignored in Gen.Elements("", ", true", ", false")
        select function == "RegexMatch" ? $"{function}({path}, {value})" : $"{function}({path}, {value}{ignored})",
        from path in Path
        from function in Gen.Elements("DEFINED", "NULL", "BOOL", "NUMBER", "INTEGER", "STRING", "ARRAY", "OBJECT", "PRIMITIVE", "DATETIME")
        from answer in Gen.Elements("", " = true", " = false")
        select $"IS_{function}({path}){answer}",
        from value in Scalar from negated in Gen.Elements("", " = false") select $"ARRAY_CONTAINS(c.tags, {value}){negated}",
        from function in Gen.Elements("ANY", "ALL") from one in Scalar from other in Scalar select $"ARRAY_CONTAINS_{function}(c.tags, {one}, {other})",
        from value in Scalar from partial in Gen.Elements("true", "false") select $$"""ARRAY_CONTAINS(c.items, {"n": {{value}}}, {{partial}})""",
        from path in Path from values in Array select $"ARRAY_CONTAINS({values}, {path})",
        from value in Scalar select $"EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = {value})",
        from value in Scalar from other in Scalar select $"EXISTS(SELECT VALUE i FROM c JOIN i IN c.items WHERE i.n = {value} OR i.m > {other})",
        from value in Scalar select $"EXISTS(SELECT VALUE COUNT(1) FROM t IN c.tags WHERE t = {value})",
        from one in Path from other in Path select $"{one} = {other}",
        from number in Gen.Choose(-3, 3) select $"c.a = {number} + 1",
        Gen.Elements("c.flag", "true", "false", "1 = 2", "LOWER('A') = 'a'", "undefined", "c.a + 1 > 2", "(c.a ?? 1) = 1"));

    private static Gen<string> Not => Gen.Elements("", "NOT ");

    public static Gen<string> Document { get; } =
        from fields in Gen.Zip(Field("a", Any), Gen.Zip(Field("b", Any), Field("d/e", Scalar)))
        from tags in Field("tags", Gen.Frequency((5, Array), (1, Scalar)))
        from items in Field("items", Objects)
        from inner in Field("o", Any.Select(value => $$"""{"x":{{value}}}"""))
        from flag in Field("flag", Gen.Elements("true", "false", "1"))
        select string.Concat(fields.Item1, fields.Item2.Item1, fields.Item2.Item2, tags, items, inner, flag);

    public static Gen<string> Any3 { get; } = Filter(3);

    /// <summary>An OR at the top, over equalities and ranges that an index serves, in most cases.</summary>
    public static Gen<string> Or { get; } =
        from branches in Gen.OneOf(Served, Served, Filter(1)).ArrayOf(4)
        from count in Gen.Choose(2, 4)
        select string.Join(" OR ", branches.Take(count).Select(branch => $"({branch})"));

    private static Gen<string> Served =>
        Gen.OneOf(
            from path in Gen.Elements("c.a", "c.b", "c.o.x", "c.tags[0]", "c.items[1].m") from value in Scalar select $"{path} = {value}",
            from path in Gen.Elements("c.a", "c.b", "c.o.x") from value in Gen.Choose(-3, 3) select $"{path} > {value}",
            from path in Gen.Elements("c.a", "c.b") from items in Scalar.ArrayOf(2) select $"{path} IN ({string.Join(", ", items)})",
            from one in Scalar from other in Scalar select $"ARRAY_CONTAINS_ANY(c.tags, {one}, {other})",
            from one in Scalar from other in Gen.Choose(-3, 3) select $"c.a = {one} AND c.b > {other}",
            from one in Scalar from other in Scalar from third in Scalar select $"c.a = {one} AND (c.b = {other} OR c.o.x = {third})",
            from key in Gen.Choose(0, 3) from value in Scalar select $"c.pk = 'p{key}' AND c.a = {value}");

    private static Gen<string> Filter(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (2, from left in Filter(depth - 1) from right in Filter(depth - 1) select $"({left}) AND ({right})"),
        (3, from left in Filter(depth - 1) from right in Filter(depth - 1) select $"({left}) OR ({right})"),
        (1, from inner in Filter(depth - 1) select $"NOT ({inner})"));

    private static Gen<string> Field(string name, Gen<string> value) =>
        Gen.Frequency((6, value.Select(text => $",\"{name}\":{text}")), (1, Gen.Constant("")));
}
