using System.Text.RegularExpressions;
using Serverless.LocalCosmos.Sql.Functions;

namespace Serverless.Unit.Sql.Functions;

/// <summary>No function without facts: the tables of the other classes here, found by the names that they call.</summary>
public sealed partial class DocumentedFunctionTests
{
    private const int FewestFacts = 2;

    private static readonly ILookup<Function, string> Calls = new[]
        {
            StringFunctionTests.Facts, StringParsingTests.Facts, RegexFunctionTests.Facts, MathFunctionTests.Facts, IntegerFunctionTests.Facts,
            ArrayFunctionTests.Facts, ArrayFunctionTests.Aggregates, SetFunctionTests.Facts, TypeFunctionTests.Facts, DateFunctionTests.Facts, ClockFunctionTests.Facts,
            ItemFunctionTests.Facts, VectorFunctionTests.Facts, SpatialFunctionTests.Facts,
        }
        .SelectMany(facts => facts)
        .SelectMany(fact => Name().Matches((string)fact[0]!).Select(match => (Function: FunctionTable.Find(match.Value), Fact: (string)fact[0]!)))
        .Where(call => call.Function is not null)
        .ToLookup(call => call.Function!, call => call.Fact);

    public static TheoryData<string> Names { get; } = new(FunctionTable.All.Select(function => function.Name));

    [Theory, MemberData(nameof(Names))]
    public void Has_facts(string name) => Assert.InRange(Calls[FunctionTable.Find(name)!].Distinct().Count(), FewestFacts, int.MaxValue);

    [GeneratedRegex(@"\w+(?=\()", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
