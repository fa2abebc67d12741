using System.Text.RegularExpressions;

namespace Serverless.Architecture;

/// <summary>
/// A domain uses the kernel, the cloud adapters, the seams and itself. Domains share a parent namespace, so they could name
/// each other without a using: every mention counts, in comments too.
/// </summary>
public sealed partial class DomainTests
{
    private static readonly string[] Allowed = ["Kernel", "Cloud", "Functions.Seams"];

    private static readonly string[] Names = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "functions/Domains")).Select(folder => Path.GetFileName(folder)!)];

    public static TheoryData<string> Domains => new(Names);

    [Theory]
    [MemberData(nameof(Domains))]
    [Trait("Requirement", "S39")]
    [Trait("Requirement", "S40")]
    [Trait("Requirement", "S88")]
    public void A_domain_uses_no_other_domain_and_nothing_built_upon_it(string domain)
    {
        var files = Repository.Files($"functions/Domains/{domain}", "*.cs").ToList();
        Assert.NotEmpty(files);

        var offences =
            from file in files
            from used in Used(domain, File.ReadAllText(file))
            select $"{Repository.Relative(file)} uses {used}";
        Assert.Empty(offences);
    }

    [Theory]
    [InlineData("using Serverless.Functions.Domains.Programmes;", "Functions.Domains.Programmes")]
    [InlineData("using Serverless.Functions.Projections.PersonOverview;", "Functions.Projections.PersonOverview")]
    [InlineData("Programmes.Seat? seat", "Programmes")]
    [InlineData("using Serverless.Functions.Domains.People;", null)]
    [InlineData("using Serverless.Functions.Seams;", null)]
    public void What_breaks_the_rule_is_seen(string text, string? offence) =>
        Assert.Equal(offence is null ? [] : [offence], Used("People", text));

    private static IEnumerable<string> Used(string domain, string text) =>
    [
        .. Ours().Matches(text).Select(use => use.Groups["name"].Value).Where(used => !IsAllowed(domain, used)),
        .. Names.Where(other => other != domain && Regex.IsMatch(text, $@"(?<![\w.]){other}\.[A-Z]", RegexOptions.None, TimeSpan.FromSeconds(1))),
    ];

    private static bool IsAllowed(string domain, string used) =>
        Allowed.Append($"Functions.Domains.{domain}").Any(a => used == a || used.StartsWith(a + ".", StringComparison.Ordinal));

    [GeneratedRegex(@"\bServerless\.(?<name>[A-Z][A-Za-z.]+[A-Za-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ours();
}
