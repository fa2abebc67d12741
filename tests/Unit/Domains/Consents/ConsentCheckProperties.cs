using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Consents;

namespace Serverless.Unit.Domains;

/// <summary>Whatever people say, and whatever somebody then does to it.</summary>
[Trait("Requirement", "S13")]
[Trait("Requirement", "S56")]
[Trait("Requirement", "S97")]
public sealed class ConsentCheckProperties
{
    private static readonly Gen<Chain> Chains =
        (from purpose in Gen.Elements(Enum.GetValues<ConsentPurpose>())
         from decision in Gen.Elements(Enum.GetValues<ConsentDecision>())
         from version in Gen.Elements("1", "2")
         select new ConsentChoice { Purpose = purpose, PolicyVersion = version, Decision = decision }).NonEmptyListOf().Select(Chain.Of);

    /// <summary>A chain, and two places in it.</summary>
    private static readonly Gen<(Chain Chain, int One, int Other)> Places =
        from chain in Chains
        from one in Gen.Choose(0, chain.Entries.Count - 1)
        from other in Gen.Choose(0, chain.Entries.Count - 1)
        select (chain, one, other);

    private static readonly Gen<Func<ConsentEvent, ConsentEvent>> Alterations = Gen.Elements<Func<ConsentEvent, ConsentEvent>>(
        entry => entry with { Purpose = (ConsentPurpose)(((int)entry.Purpose + 1) % 4) },
        entry => entry with { PolicyVersion = entry.PolicyVersion + ".1" },
        entry => entry with { RecordedAt = entry.RecordedAt.AddTicks(1) },
        entry => entry with { RecordedBy = "staff-2" },
        entry => entry with { PreviousHash = new string('f', ConsentChain.HashLength) },
        entry => entry with { Hash = new string('f', ConsentChain.HashLength) },
        Turned);

    [Fact]
    public void What_nobody_touched_is_intact() => Check(Chains, chain =>
    {
        var verified = ConsentCheck.Of(Chain.LedgerId, chain.Ledger, [.. chain.Found().AsEnumerable().Reverse()]);
        return verified is { Intact: true, Breach: null, Shredded: 0 } && verified.Entries == chain.Entries.Count && verified.Head == chain.Entries[^1].Hash;
    });

    [Fact]
    public void An_altered_entry_is_named() => Check(
        from place in Places
        from alter in Alterations
        select (place.Chain, place.One, Alter: alter),
        sample =>
        {
            var found = sample.Chain.Found();
            found[sample.One] = Chain.Found(sample.Alter(sample.Chain.Entries[sample.One]), sample.One + 1);
            return Breach(sample.Chain, found) == new ConsentBreach(sample.One + 1, ConsentFault.Altered);
        });

    [Fact]
    public void An_entry_that_was_written_anew_with_its_hash_is_found_by_what_follows_it() => Check(Places, sample =>
    {
        var found = sample.Chain.Found();
        var forged = Chain.Rehashed(sample.Chain.Entries[sample.One] with { RecordedBy = "staff-2" });
        found[sample.One] = Chain.Found(forged, forged.Sequence);
        var expected = sample.One + 1 < found.Count
            ? new ConsentBreach(sample.One + 2, ConsentFault.Unlinked)
            : new ConsentBreach(sample.One + 1, ConsentFault.LedgerDiffers);
        return Breach(sample.Chain, found) == expected;
    });

    [Fact]
    public void A_removed_entry_is_named_at_the_end_too() => Check(Places, sample =>
    {
        var found = sample.Chain.Found();
        found.RemoveAt(sample.One);
        return Breach(sample.Chain, found) == new ConsentBreach(sample.One + 1, ConsentFault.Removed);
    });

    [Fact]
    public void Entries_that_changed_places_are_named() => Check(Places.Where(sample => sample.One != sample.Other), sample =>
    {
        var (entries, found) = (sample.Chain.Entries, sample.Chain.Found());
        found[sample.One] = Chain.Found(entries[sample.Other], sample.One + 1);
        found[sample.Other] = Chain.Found(entries[sample.One], sample.Other + 1);
        return Breach(sample.Chain, found) == new ConsentBreach(Math.Min(sample.One, sample.Other) + 1, ConsentFault.Moved);
    });

    [Fact]
    public void An_inserted_entry_is_named_however_true_it_is() => Check(Places, sample =>
    {
        var copy = sample.Chain.Found()[sample.One] with { DocumentId = Guid.NewGuid().ToString() };
        return Breach(sample.Chain, [.. sample.Chain.Found(), copy]) == new ConsentBreach(sample.One + 1, ConsentFault.Inserted);
    });

    [Fact]
    public void An_entry_that_the_ledger_does_not_know_of_is_named() => Check(Chains, chain =>
    {
        var before = chain.Ledger;
        chain.Say(new ConsentChoice { Purpose = ConsentPurpose.Research, PolicyVersion = "9", Decision = ConsentDecision.Granted });
        return ConsentCheck.Of(Chain.LedgerId, before, chain.Found()).Breach == new ConsentBreach(chain.Entries.Count, ConsentFault.Inserted);
    });

    [Fact]
    public void A_ledger_that_does_not_sum_up_its_entries_is_found() => Check(Chains, chain =>
    {
        var ledger = chain.Ledger!;
        var turned = ledger.Standing[0] with { Decision = 1 - ledger.Standing[0].Decision };
        ConsentLedger?[] forged = [null, ledger with { Head = ConsentChain.Origin }, ledger with { Standing = [turned, .. ledger.Standing.Skip(1)] }, ledger with { Standing = [] }];
        return forged.All(one => ConsentCheck.Of(Chain.LedgerId, one, chain.Found()).Breach == new ConsentBreach(chain.Entries.Count, ConsentFault.LedgerDiffers));
    });

    /// <summary>However many entries the ledger then claims to have.</summary>
    [Fact]
    public void A_count_that_was_altered_is_found() => Check(
        from chain in Chains
        from count in Gen.Elements(long.MinValue, -1, 0, int.MaxValue, long.MaxValue)
        select (chain, count),
        sample => Breach(sample.chain, sample.chain.Found(), sample.chain.Ledger! with { Count = sample.count }) is { Fault: ConsentFault.Inserted or ConsentFault.Removed });

    /// <summary>Who recorded is gone with the person's key: links and places are still there.</summary>
    [Fact]
    public void Of_an_erased_person_the_links_are_still_checked() => Check(Places, sample =>
    {
        List<FoundEntry> found = [.. sample.Chain.Found().Select(entry => entry with { Entry = entry.Entry! with { RecordedBy = "" } })];
        var whole = ConsentCheck.Of(Chain.LedgerId, sample.Chain.Ledger, found);
        found.RemoveAt(sample.One);
        return whole.Intact && whole.Shredded == sample.Chain.Entries.Count
            && Breach(sample.Chain, found) == new ConsentBreach(sample.One + 1, ConsentFault.Removed);
    });

    [Fact]
    public void Where_nothing_was_ever_said_all_is_well() => Assert.True(ConsentCheck.Of(Chain.LedgerId, ledger: null, []).Intact);

    private static ConsentBreach? Breach(Chain chain, List<FoundEntry> found, ConsentLedger? ledger = null) =>
        ConsentCheck.Of(Chain.LedgerId, ledger ?? chain.Ledger, found).Breach;

    /// <summary>Granted becomes withdrawn, and the other way round.</summary>
    private static ConsentEvent Turned(ConsentEvent entry) => entry is ConsentGranted
        ? new ConsentWithdrawn { Sequence = entry.Sequence, PreviousHash = entry.PreviousHash, Hash = entry.Hash, Purpose = entry.Purpose, PolicyVersion = entry.PolicyVersion, RecordedAt = entry.RecordedAt, RecordedBy = entry.RecordedBy }
        : new ConsentGranted { Sequence = entry.Sequence, PreviousHash = entry.PreviousHash, Hash = entry.Hash, Purpose = entry.Purpose, PolicyVersion = entry.PolicyVersion, RecordedAt = entry.RecordedAt, RecordedBy = entry.RecordedBy };

    private static void Check<T>(Gen<T> samples, Func<T, bool> holds) =>
        Prop.ForAll(samples.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(30));
}
