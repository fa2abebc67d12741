using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Domains.Consents;

/// <summary>Whether a ledger is what was once written, entry by entry.</summary>
public static class ConsentCheck
{
    /// <param name="ledger">Null where there is none, or none that can be read.</param>
    /// <param name="found">All that claims to be an entry, in any order.</param>
    public static ConsentVerification Of(Guid ledgerId, ConsentLedger? ledger, IReadOnlyCollection<FoundEntry> found)
    {
        ArgumentNullException.ThrowIfNull(found);
        var breach = FirstBreach(ledgerId, ledger, found);
        return new ConsentVerification(breach is null, found.Count, found.Count(entry => entry.IsShredded), ledger?.Head ?? ConsentChain.Origin, breach);
    }

    private static ConsentBreach? FirstBreach(Guid ledgerId, ConsentLedger? ledger, IReadOnlyCollection<FoundEntry> found)
    {
        var byDocument = found.ToDictionary(entry => entry.DocumentId, StringComparer.Ordinal);
        // Of more places than there are entries, the first without one is the breach.
        var places = Math.Min(ledger?.Count ?? Highest(ledgerId, found), found.Count + 1);
        var ids = Enumerable.Range(1, (int)Math.Max(places, 0)).Select(place => DocumentAt(ledgerId, place)).ToList();

        var chain = new List<ConsentEvent>();
        ConsentBreach? breach = null;
        foreach (var entry in ids.Select(byDocument.GetValueOrDefault))
        {
            var place = chain.Count + 1;
            breach = FaultAt(place, entry, chain) is { } fault ? new ConsentBreach(place, fault) : null;
            if (breach is not null) break;
            chain.Add(entry!.Entry!);
        }

        var inserted = found.ExceptBy(ids, entry => entry.DocumentId, StringComparer.Ordinal).Select(entry => new ConsentBreach(entry.Place, ConsentFault.Inserted)).MinBy(one => one.Sequence);
        if (inserted is not null && (breach is null || inserted.Sequence < breach.Sequence)) return inserted;
        return breach ?? (SumsUp(ledger, chain) ? null : new ConsentBreach(chain.Count, ConsentFault.LedgerDiffers));
    }

    private static ConsentFault? FaultAt(long place, FoundEntry? found, List<ConsentEvent> chain)
    {
        if (found is null) return ConsentFault.Removed;
        if (found.Place != place && found.Place > 0) return ConsentFault.Moved;
        if (!found.IsTrue) return ConsentFault.Altered;
        return found.Entry!.PreviousHash == (chain.Count == 0 ? ConsentChain.Origin : chain[^1].Hash) ? null : ConsentFault.Unlinked;
    }

    private static bool SumsUp(ConsentLedger? ledger, List<ConsentEvent> chain)
    {
        var sum = chain.Aggregate((ConsentLedger?)null, ConsentDecisions.Evolve);
        return ledger is null || sum is null
            ? ledger is null && sum is null
            : ledger.Count == sum.Count && ledger.Head == sum.Head && Stands(ledger).SequenceEqual(Stands(sum));
    }

    private static IEnumerable<(ConsentPurpose, ConsentDecision, string, DateTimeOffset)> Stands(ConsentLedger ledger) =>
        ledger.Standing.Select(one => (one.Purpose, one.Decision, one.PolicyVersion, one.RecordedAt));

    /// <summary>The last place that an entry was written for, where the ledger does not say.</summary>
    private static long Highest(Guid ledgerId, IReadOnlyCollection<FoundEntry> found) =>
        found.Where(entry => entry.DocumentId == DocumentAt(ledgerId, entry.Place)).Select(entry => entry.Place).DefaultIfEmpty().Max();

    private static string DocumentAt(Guid ledgerId, long place) => EventDocuments.IdOf(ledgerId, place, index: 0).ToString();
}
