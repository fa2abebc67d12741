using Serverless.Functions.Domains.Consents;
using Serverless.Kernel.Results;

namespace Serverless.Unit.Domains;

[Trait("Requirement", "S13")]
public sealed class ConsentTests
{
    private static readonly ConsentChoice Grant = new() { Purpose = ConsentPurpose.Newsletter, PolicyVersion = "2027-03", Decision = ConsentDecision.Granted };
    private static readonly ConsentChoice Withdraw = Grant with { Decision = ConsentDecision.Withdrawn };

    [Fact]
    public void A_consent_is_an_entry_with_who_when_and_what()
    {
        var entry = Assert.IsType<ConsentGranted>(Assert.Single(Chain.Of([Grant]).Entries));
        Assert.Equal((1, ConsentPurpose.Newsletter, "2027-03", "staff-1"), (entry.Sequence, entry.Purpose, entry.PolicyVersion, entry.RecordedBy));
        Assert.Equal(Chain.At(minute: 0).RecordedAt, entry.RecordedAt);
        Assert.Equal(ConsentChain.Origin, entry.PreviousHash);
    }

    [Fact]
    public void Every_entry_holds_the_hash_of_the_one_before()
    {
        var entries = Chain.Of([Grant, Withdraw, Grant]).Entries;
        Assert.Equal([ConsentChain.Origin, entries[0].Hash, entries[1].Hash], entries.Select(entry => entry.PreviousHash));
        Assert.Equal(3, entries.Select(entry => entry.Hash).Distinct().Count());
    }

    [Fact]
    public void What_was_said_last_stands()
    {
        var ledger = Chain.Of([Grant, Grant with { Purpose = ConsentPurpose.Directory }, Withdraw]).Ledger!;
        Assert.Equal(3, ledger.Count);
        Assert.Equal(
            [(ConsentPurpose.Directory, ConsentDecision.Granted), (ConsentPurpose.Newsletter, ConsentDecision.Withdrawn)],
            ledger.Standing.Select(one => (one.Purpose, one.Decision)));
    }

    [Fact]
    public void Saying_what_stands_already_is_no_entry()
    {
        Assert.Equal(1, Chain.Of([Grant, Grant]).Ledger!.Count);
        Assert.Equal(2, Chain.Of([Grant, Withdraw, Withdraw]).Ledger!.Count);
    }

    [Fact]
    public void Another_wording_of_the_policy_is_agreed_to_anew() =>
        Assert.Equal(["2027-03", "2027-04"], Chain.Of([Grant, Grant with { PolicyVersion = "2027-04" }]).Entries.Select(entry => entry.PolicyVersion));

    [Fact]
    public void To_refuse_what_was_never_granted_is_an_entry() =>
        Assert.IsType<ConsentWithdrawn>(Assert.Single(Chain.Of([Withdraw]).Entries));

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("-1")]
    [InlineData("1\n2")]
    [InlineData("1\n")]
    [InlineData("überarbeitet")]
    public void The_version_of_a_policy_is_a_name(string version)
    {
        var refused = ConsentDecisions.Record(state: null, Grant with { PolicyVersion = version }, Chain.At(minute: 0));
        Assert.Equal(("consent-invalid", "/policyVersion"), (refused.Error?.Code, Assert.Single(refused.Error!.Fields).Pointer));
        Assert.Equal(ErrorKind.Invalid, refused.Error.Kind);
    }

    /// <summary>Whoever checks an entry by the document, checks it as we do.</summary>
    [Fact]
    public void The_examples_of_the_document_have_the_hashes_that_it_says()
    {
        var granted = new ConsentGranted
        {
            Sequence = 1,
            PreviousHash = ConsentChain.Origin,
            Hash = "",
            Purpose = ConsentPurpose.Newsletter,
            PolicyVersion = "2027-03",
            RecordedAt = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero),
            RecordedBy = "6a0d1f52-4c8e-4f0b-9c55-2b1e7d3a9f10",
        };
        var first = ConsentChain.HashOf(Chain.Tenant, Chain.PersonId, granted);
        var withdrawn = new ConsentWithdrawn
        {
            Sequence = 2,
            PreviousHash = first,
            Hash = "",
            Purpose = ConsentPurpose.Newsletter,
            PolicyVersion = "2027-03",
            RecordedAt = new DateTimeOffset(2027, 3, 2, 8, 30, 0, 123, TimeSpan.Zero),
            RecordedBy = "staff-1",
        };
        var document = File.ReadAllText(Path.Combine(Repository(), "docs/consents.md"));
        foreach (var entry in new ConsentEvent[] { granted, withdrawn })
        {
            Assert.Contains($"```text\n{ConsentChain.Canonical(Chain.Tenant, Chain.PersonId, entry)}```", document, StringComparison.Ordinal);
            Assert.Contains($"has the hash `{ConsentChain.HashOf(Chain.Tenant, Chain.PersonId, entry)}`", document, StringComparison.Ordinal);
        }

        Assert.All(Enum.GetNames<ConsentFault>(), fault => Assert.Contains($"| `{char.ToLowerInvariant(fault[0])}{fault[1..]}` |", document, StringComparison.Ordinal));
    }

    private static string Repository([System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller)!, "../../../.."));
}
