using System.Text.RegularExpressions;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Projections;

/// <summary>What is added to counters of one tally by one operation of a batch.</summary>
internal sealed partial record TallyPatch(string Tally, IReadOnlyList<KeyValuePair<string, long>> Increments)
{
    /// <summary>Of a document's write, which is the first operation: the store takes 100 in a batch.</summary>
    public const int MostInBatch = 99;

    /// <summary>The store takes so many operations in a patch.</summary>
    private const int MostIncrements = 10;

    /// <exception cref="DeclarationException">A name is none.</exception>
    public static IReadOnlyList<TallyPatch> Between(
        IReadOnlyDictionary<(string Tally, string Counter), long> before, IReadOnlyDictionary<(string Tally, string Counter), long> after)
    {
        if (before.Count == 0 && after.Count == 0) return [];
        return
        [
            .. before.Keys.Union(after.Keys)
                .Select(key => (key.Tally, key.Counter, By: after.GetValueOrDefault(key) - before.GetValueOrDefault(key)))
                .Where(change => change.By != 0)
                .OrderBy(change => change.Tally, StringComparer.Ordinal).ThenBy(change => change.Counter, StringComparer.Ordinal)
                .GroupBy(change => Valid(change.Tally, TallyName()), change => KeyValuePair.Create(Valid(change.Counter, CounterName()), change.By))
                .SelectMany(tally => tally.Chunk(MostIncrements).Select(some => new TallyPatch(tally.Key, some))),
        ];
    }

    private static string Valid(string name, Regex pattern) => pattern.IsMatch(name) ? name : throw new DeclarationException("A tally", [$"'{name}' cannot be a name in it"]);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,100}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CounterName();

    [GeneratedRegex(@"\A[A-Za-z0-9_:-]{1,100}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TallyName();
}
