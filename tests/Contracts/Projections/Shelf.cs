using System.Text.Json;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Records;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Contracts.Projections;

/// <summary>A counter as it stands on a shelf, among those of other subjects.</summary>
public sealed record Shelved
{
    [Field("What has been added to it", Purpose.Statistics)]
    public int Sum { get; init; }

    [Field("It is worth a look", Purpose.Statistics)]
    public bool IsLarge { get; init; }
}

/// <summary>A counter's owner, for whoever looks through all of them.</summary>
public sealed record Card
{
    [Field("Whose counter it is", Purpose.Administration, Personal.Identity, MaxLength = 40)]
    public string? Owner { get; init; }
}

/// <summary>Read models whose documents lie elsewhere than with their subject.</summary>
public static class Shelf
{
    public const int Large = 20;

    /// <summary>From here on each number has a counter of its own.</summary>
    public const int Huge = 500;

    public static ProjectedDocument<Shelved> Counters { get; } = new("shelved", Fold, Counter.Declaration) { PlaceOf = PlaceOf, TallyOf = TallyOf };

    public static Projection Declared { get; } = new("shelves", Counters) { Indexed = ["/data/isLarge"] };

    public static ProjectedDocument<Card> Cards { get; } = new("card", Fold, Counter.Declaration)
    {
        PlaceOf = stored => new DocumentPlace(new SubjectPlace(Text(stored, "tenantId"), "cards"), $"card:{Text(stored, "recordId")}"),
    };

    public static Projection Index { get; } = new("cards", Cards);

    /// <summary>The first part of its id says on which shelf it stands.</summary>
    public static Guid NewCounter(string shelf) => Guid.Parse(shelf + Guid.NewGuid().ToString()[8..]);

    public static string NewShelf() => Guid.NewGuid().ToString()[..8];

    public static SubjectPlace PlaceOfShelf(string shelf) => new("acme", $"shelf-{shelf}");

    public static IReadOnlyDictionary<(string Tally, string Counter), long> TallyOf(Shelved shelved)
    {
        var tally = new Dictionary<(string Tally, string Counter), long> { [("all", "counters")] = 1, [("all", "sum")] = shelved.Sum, [($"sizes:{shelved.Sum / 10}", "counters")] = 1 };
        if (shelved.Sum >= Huge) foreach (var number in Enumerable.Range(0, shelved.Sum)) tally[("numbers", $"n{number}")] = 1;
        return tally;
    }

    private static DocumentPlace PlaceOf(JsonElement stored)
    {
        var counter = Text(stored, "recordId");
        if (stored.TryGetProperty("lost", out _)) throw new KeyNotFoundException("The event does not say where it belongs.");
        return new DocumentPlace(PlaceOfShelf(counter[..8]), $"counter:{counter}");
    }

    private static Shelved Fold(Shelved? before, object fact, EventDocument document) => fact switch
    {
        Added added => before! with { Sum = before.Sum + added.Number, IsLarge = before.Sum + added.Number >= Large },
        _ => new Shelved(),
    };

    private static Card Fold(Card? before, object fact, EventDocument document) => fact is Opened opened ? new Card { Owner = opened.Owner } : before!;

    private static string Text(JsonElement stored, string name) => stored.GetProperty(name).GetString()!;
}
