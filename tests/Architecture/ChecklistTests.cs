using System.Text.RegularExpressions;

namespace Serverless.Architecture;

/// <summary>Each domain answers the questions that its design began with, where it is declared.</summary>
[Trait("Requirement", "S133")]
public sealed partial class ChecklistTests
{
    private static readonly string[] Questions = ["process", "change", "truth, owner", "debug", "retry", "not stored", "consumers, future reads", "recovery"];

    public static TheoryData<string> Declarations => new(Repository.Files("functions/Domains", "*Domain.cs").Select(Repository.Relative));

    [Theory]
    [MemberData(nameof(Declarations))]
    public void Its_declaration_answers_every_question(string file)
    {
        var answers = Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, file))).ToDictionary(row => row.Groups["question"].Value, row => row.Groups["answer"].Value);
        Assert.Equal(Questions, answers.Keys);
        // One word answers none of them.
        Assert.All(answers, answer => Assert.True(answer.Value.Length > 15, $"{file} says next to nothing of {answer.Key}."));
    }

    [Fact]
    public void Every_domain_has_a_declaration() => Assert.All(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "functions/Domains")), folder => Assert.Single(Directory.EnumerateFiles(folder, "*Domain.cs")));

    [GeneratedRegex("<item><term>(?<question>[^<]+)</term><description>(?<answer>.+?)</description></item>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
