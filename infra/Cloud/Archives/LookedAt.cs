namespace Serverless.Cloud.Archives;

/// <summary>What a look at some records has come to. A wire contract.</summary>
/// <param name="Next">Where to look next; null where nothing is left.</param>
/// <param name="Go">Records that may go.</param>
/// <param name="Stay">Records that are left alone.</param>
public sealed record LookedAt(RetirementCursor? Next, IReadOnlyList<MonthFigures> Go, IReadOnlyList<MonthFigures> Stay)
{
    public static LookedAt Nothing { get; } = new(Next: null, [], []);
}

/// <summary>What became of the records of a month.</summary>
/// <param name="Month">In which they were changed last: <c>2026-11</c>.</param>
/// <param name="Records">That go.</param>
/// <param name="Bytes">Of them in the archive; 0 where they are deleted.</param>
/// <param name="LeftAlone">How many stay, by the reason.</param>
public sealed record MonthFigures(string Month, long Records, long Events, long Bytes, IReadOnlyDictionary<LeftAlone, long> LeftAlone)
{
    public static MonthFigures None(string month) => new(month, 0, 0, 0, new Dictionary<LeftAlone, long>());

    public MonthFigures With(LeftAlone reason, long count = 1) => count == 0 ? this : this with
    {
        LeftAlone = LeftAlone.Append(KeyValuePair.Create(reason, count)).GroupBy(one => one.Key).OrderBy(one => one.Key).ToDictionary(one => one.Key, one => one.Sum(pair => pair.Value)),
    };

    public static MonthFigures operator +(MonthFigures one, MonthFigures other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        var sum = one with { Records = one.Records + other.Records, Events = one.Events + other.Events, Bytes = one.Bytes + other.Bytes };
        return other.LeftAlone.Aggregate(sum, (before, reason) => before.With(reason.Key, reason.Value));
    }

    public static MonthFigures Add(MonthFigures left, MonthFigures right) => left + right;

    /// <summary>Both together, by month.</summary>
    public static IReadOnlyList<MonthFigures> Sum(IEnumerable<MonthFigures> months) =>
        [.. months.GroupBy(one => one.Month, StringComparer.Ordinal).OrderBy(month => month.Key, StringComparer.Ordinal).Select(month => month.Aggregate(Add))];
}
