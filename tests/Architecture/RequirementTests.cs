using System.Globalization;
using System.Text.RegularExpressions;

namespace Serverless.Architecture;

/// <summary>Each requirement has a test that proves it, or is named here as one that nothing proves yet.</summary>
public sealed partial class RequirementTests
{
    private const int Last = 136;

    /// <summary>In order. What is proved is taken out, and nothing is ever put in.</summary>
    private static readonly int[] NotYet =
    [
        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 33, 34, 35, 58, 59, 62, 64, 82, 83, 90, 92, 93,
        102, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 117, 119, 120, 121,
    ];

    private static readonly ILookup<int, string> Proofs = (
        from file in Repository.Files("tests", "*.cs")
        from trait in Trait().Matches(File.ReadAllText(file))
        select (Number: int.Parse(trait.Groups["number"].Value, CultureInfo.InvariantCulture), File: Repository.Relative(file))).ToLookup(proof => proof.Number, proof => proof.File);

    [Fact]
    public void Every_requirement_is_proved_or_named_as_one_that_is_not() =>
        Assert.Equal(Enumerable.Range(1, Last), Proofs.Select(proof => proof.Key).Union(NotYet).Order());

    [Fact]
    public void None_is_named_that_a_test_proves() => Assert.DoesNotContain(NotYet, Proofs.Contains);

    [GeneratedRegex("""\[Trait\("Requirement", "S(?<number>[1-9][0-9]*)"\)\]""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Trait();
}
