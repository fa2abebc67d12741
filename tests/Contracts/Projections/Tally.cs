using Serverless.Cloud.Projections;
using Serverless.Contracts.Records;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Contracts.Projections;

/// <summary>What the counters of a subject come to.</summary>
public sealed record Tally
{
    [Field("Whose counters these are; of several, the first by name", Purpose.Administration, Personal.Identity, MaxLength = 40)]
    public string? Owner { get; init; }

    [Field("What has been added to all of them", Purpose.Statistics)]
    public int Sum { get; init; }

    [Field("How many counters there are", Purpose.Statistics)]
    public int Counters { get; init; }
}

/// <summary>A read model whose fold fails on one number, for as long as it is told to.</summary>
public sealed class TallyProjection
{
    public const int Poison = 13;

    public TallyProjection()
    {
        Tallies = ProjectedDocument.Of<Tally>("tally", Fold, Counter.Declaration);
        Declared = new("tallies", Tallies);
    }

    public bool IsForgiving { get; set; }

    public ProjectedDocument Tallies { get; }

    public Projection Declared { get; }

    private Tally Fold(Tally? before, object fact, EventDocument document)
    {
        var tally = before ?? new Tally();
        return fact switch
        {
            Opened opened => tally with
            {
                Counters = tally.Counters + 1,
                Owner = string.CompareOrdinal(opened.Owner, tally.Owner ?? opened.Owner) <= 0 ? opened.Owner : tally.Owner,
            },
            Added { Number: Poison } when !IsForgiving => throw new InvalidOperationException($"{tally.Owner} had bad luck."),
            Added added => tally with { Sum = tally.Sum + added.Number },
            _ => throw new ArgumentException("Not a counter's.", nameof(fact)),
        };
    }
}
