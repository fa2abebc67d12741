using FsCheck;
using FsCheck.Fluent;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>A condition as text, and what it means.</summary>
internal sealed record ConditionText(string Text, Func<Document, bool?> Holds)
{
    private const int MaxDepth = 3;

    private static readonly (string Operator, Func<object?, object?, bool?> Holds)[] Comparisons =
    [
        ("=", Scalar.Same),
        ("!=", (l, r) => !Scalar.Same(l, r)),
        ("<", (l, r) => Scalar.Compare(l, r) is { } order ? order < 0 : null),
        ("<=", (l, r) => Scalar.Compare(l, r) is { } order ? order <= 0 : null),
        (">", (l, r) => Scalar.Compare(l, r) is { } order ? order > 0 : null),
        (">=", (l, r) => Scalar.Compare(l, r) is { } order ? order >= 0 : null),
    ];

    private static readonly Gen<(string Path, Func<Document, object?> Read)> Field = Gen.Elements(Document.Fields.ToArray());

    private static readonly Gen<(string Operator, Func<object?, object?, bool?> Holds)> Comparison = Gen.Elements(Comparisons);

    private static readonly Gen<string> SomeText = Document.Constant.Where(c => c is string).Select(c => (string)c!);

    private static readonly Gen<ConditionText> Leaf = Gen.OneOf(
        from field in Field
        from comparison in Comparison
        from constant in Document.Constant
        select new ConditionText($"({field.Path} {comparison.Operator} {Scalar.ToJson(constant)})", d => comparison.Holds(field.Read(d), constant)),
        from field in Field
        from comparison in Comparison
        from constant in Document.Constant
        select new ConditionText($"({Scalar.ToJson(constant)} {comparison.Operator} {field.Path})", d => comparison.Holds(constant, field.Read(d))),
        from field in Field
        from other in Field
        from comparison in Comparison
        select new ConditionText($"({field.Path} {comparison.Operator} {other.Path})", d => comparison.Holds(field.Read(d), other.Read(d))),
        from field in Field
        from items in Document.Constant.NonEmptyListOf()
        select new ConditionText(
            $"({field.Path} IN ({string.Join(", ", items.Select(Scalar.ToJson))}))",
            d => Scalar.IsDefined(field.Read(d)) ? items.Any(item => Equals(item, field.Read(d))) : null),
        from field in Field
        from low in Document.Constant
        from high in Document.Constant
        select new ConditionText(
            $"({field.Path} BETWEEN {Scalar.ToJson(low)} AND {Scalar.ToJson(high)})",
            d => Comparisons[5].Holds(field.Read(d), low) & Comparisons[3].Holds(field.Read(d), high)),
        from field in Field
        from text in SomeText
        from function in Gen.Elements<(string Name, Func<string, string, bool> Test)>(
            ("STARTSWITH", (t, s) => t.StartsWith(s, StringComparison.Ordinal)),
            ("ENDSWITH", (t, s) => t.EndsWith(s, StringComparison.Ordinal)),
            ("CONTAINS", (t, s) => t.Contains(s, StringComparison.Ordinal)),
            ("StringEquals", (t, s) => t == s))
        select new ConditionText($"{function.Name}({field.Path}, {Scalar.ToJson(text)})", d => field.Read(d) is string read ? function.Test(read, text) : null),
        from field in Field
        from text in SomeText.Where(t => !t.AsSpan().ContainsAny('%', '_', '['))
        select new ConditionText($"({field.Path} LIKE {Scalar.ToJson(text + "%")})", d => field.Read(d) is string read ? read.StartsWith(text, StringComparison.Ordinal) : null),
        from item in Document.Constant
        select new ConditionText($"ARRAY_CONTAINS(c.tags, {Scalar.ToJson(item)})", d => d.Tags.Contains(item)),
        from item in Document.Constant
        select new ConditionText($"EXISTS(SELECT VALUE t FROM t IN c.tags WHERE t = {Scalar.ToJson(item)})", d => d.Tags.Contains(item)),
        from field in Field
        from function in Gen.Elements<(string Name, Func<object?, bool> Test)>(
            ("IS_DEFINED", Scalar.IsDefined), ("IS_NULL", v => v is null), ("IS_STRING", v => v is string), ("IS_NUMBER", v => v is decimal), ("IS_BOOL", v => v is bool))
        select new ConditionText($"{function.Name}({field.Path})", d => function.Test(field.Read(d))),
        from field in Field
        select new ConditionText(field.Path, d => field.Read(d) as bool?));

    public static Gen<ConditionText> Any { get; } = OfDepth(MaxDepth);

    public override string ToString() => Text;

    private static Gen<ConditionText> OfDepth(int depth) => depth == 0
        ? Leaf
        : Gen.Frequency(
            (3, Leaf),
            (2, from left in OfDepth(depth - 1) from right in OfDepth(depth - 1) select new ConditionText($"({left} AND {right})", d => left.Holds(d) & right.Holds(d))),
            (2, from left in OfDepth(depth - 1) from right in OfDepth(depth - 1) select new ConditionText($"({left} OR {right})", d => left.Holds(d) | right.Holds(d))),
            (1, from operand in OfDepth(depth - 1) select new ConditionText($"(NOT {operand})", d => !operand.Holds(d))));
}
