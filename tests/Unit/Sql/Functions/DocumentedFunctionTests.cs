using Serverless.LocalCosmos.Sql.Functions;

namespace Serverless.Unit.Sql.Functions;

public sealed class DocumentedFunctionTests
{
    private static readonly string[] Expressions =
    [
        .. new[]
        {
            StringFunctionTests.Facts, StringParsingTests.Facts, RegexFunctionTests.Facts, MathFunctionTests.Facts,
            IntegerFunctionTests.Facts, TypeFunctionTests.Facts, ClockFunctionTests.Facts,
        }
        .SelectMany(facts => facts)
        .Select(fact => Plain((string)fact[0]!)),
    ];

    public static TheoryData<string> Names { get; } = new(
        new IEnumerable<Function>[]
        {
            StringFunctions.All, StringParsing.All, RegexFunctions.All, MathFunctions.All, IntegerFunctions.All, TypeFunctions.All, ClockFunctions.All,
        }
        .SelectMany(functions => functions)
        .Select(function => function.Name));

    [Theory, MemberData(nameof(Names))]
    public void Has_two_facts_or_more(string name) =>
        Assert.True(Expressions.Count(e => e.Contains(Plain(name) + "(", StringComparison.Ordinal)) > 1, $"{name} has too few facts.");

    private static string Plain(string text) => text.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
