using Serverless.Cloud.Cosmos;
using Serverless.Functions.Domains.Consents;

namespace Serverless.Unit.Domains;

/// <summary>A ledger as it is written, and as it is found.</summary>
internal sealed class Chain
{
    public const string Tenant = "academy";

    public static readonly Guid PersonId = Guid.Parse("3f2b8c1e-9d47-4a6b-8f15-0c7e2d9a4b63");
    public static readonly Guid LedgerId = ConsentLedger.IdOf(PersonId);

    private readonly List<ConsentEvent> _entries = [];

    public ConsentLedger? Ledger { get; private set; }

    public IReadOnlyList<ConsentEvent> Entries => _entries;

    public static Chain Of(IEnumerable<ConsentChoice> choices)
    {
        var chain = new Chain();
        foreach (var choice in choices) chain.Say(choice);
        return chain;
    }

    public static ConsentContext At(int minute) => new(Tenant, PersonId, "staff-1", new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero).AddMinutes(minute));

    public void Say(ConsentChoice choice)
    {
        var decision = ConsentDecisions.Record(Ledger, choice, At(_entries.Count));
        Assert.Null(decision.Error);
        foreach (var entry in decision.Events)
        {
            Ledger = ConsentDecisions.Evolve(Ledger, entry);
            _entries.Add(entry);
        }
    }

    /// <summary>As the store has them, where nobody has touched them.</summary>
    public List<FoundEntry> Found() => [.. _entries.Select(entry => Found(entry, entry.Sequence))];

    /// <summary>In the document of a place, which may not be the entry's own.</summary>
    public static FoundEntry Found(ConsentEvent entry, long document) => new(
        EventDocuments.IdOf(LedgerId, document, index: 0).ToString(),
        entry.Sequence,
        entry,
        IsTrue: document == entry.Sequence && entry.Hash == ConsentChain.HashOf(Tenant, PersonId, entry));

    public static ConsentEvent Rehashed(ConsentEvent entry) => entry with { Hash = ConsentChain.HashOf(Tenant, PersonId, entry) };
}
