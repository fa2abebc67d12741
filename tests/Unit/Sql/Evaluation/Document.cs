using FsCheck;
using FsCheck.Fluent;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>A document of few fields, each of which may hold any scalar or be missing; few different values, so that filters hit and sorts tie.</summary>
internal sealed record Document(int Id, object? A, object? B, IReadOnlyList<object?> Tags, object? Inner)
{
    public static Gen<object?> Constant { get; } = Gen.Frequency(
        (6, Gen.Choose(-3, 3).Select(n => (object?)(decimal)n)),
        (1, Gen.Elements<object?>(0.5m, -2.5m, 9007199254740992m, 9007199254740993m, -9007199254740993m, 1234567890123456789m)),
        (5, Gen.Elements<object?>("", "a", "A", "ab", "abc", "b", "é", "日本", "\U0001F600", "\uFF5E", "it's", "a\"b", "a\\b", "a%", "a/b")),
        (1, Gen.Constant<object?>(new string('a', 300) + "b")),
        (1, Gen.Constant<object?>(new string('a', 300) + "c")),
        (2, Gen.Elements<object?>(true, false)),
        (1, Gen.Constant<object?>(null)));

    private static readonly Gen<object?> Field = Gen.Frequency((7, Constant), (1, Gen.Constant<object?>(Scalar.Undefined)));

    /// <summary>Documents with the ids 0, 1, 2, ...</summary>
    public static Gen<Document[]> Collection { get; } = Gen.ArrayOf(
            from a in Field
            from b in Field
            from tags in Gen.ArrayOf(Constant)
            from inner in Field
            select new Document(0, a, b, tags, inner))
        .Select(documents => documents.Select((document, id) => document with { Id = id }).ToArray());

    /// <summary>How statements name the fields, and what they then read.</summary>
    public static IReadOnlyList<(string Path, Func<Document, object?> Read)> Fields { get; } =
    [
        ("c.a", d => d.A),
        ("c[\"a\"]", d => d.A),
        ("c[\"b/c\"]", d => d.B),
        ("c.o.a", d => d.Inner),
        ("c.tags[0]", d => d.Tags.Count > 0 ? d.Tags[0] : Scalar.Undefined),
        ("c.missing", _ => Scalar.Undefined),
    ];

    public string Json
    {
        get
        {
            var members = new List<string> { $"\"id\":\"{Id}\"" };
            if (Scalar.IsDefined(A)) members.Add($"\"a\": {Scalar.ToJson(A)}");
            if (Scalar.IsDefined(B)) members.Add($"\"b/c\":{Scalar.ToJson(B)}");
            members.Add($"\"tags\":[{string.Join(", ", Tags.Select(Scalar.ToJson))}]");
            members.Add(Scalar.IsDefined(Inner) ? $"\"o\":{{ \"a\":{Scalar.ToJson(Inner)} }}" : "\"o\":{}");
            return $"{{{string.Join(',', members)}}}";
        }
    }

    public Value Value => LocalCosmos.Sql.Values.Value.Parse(Json);

    public override string ToString() => Json;
}
