using System.Collections.Concurrent;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <summary>The ways to write the beginning of a text that are the same to a comparison without regard to case.</summary>
internal static class CaseVariants
{
    /// <summary>Beyond it a longer beginning saves less than its many intervals cost.</summary>
    private const int MaxPrefixes = 16;

    private static readonly ConcurrentDictionary<char, char[]> Known = new();

    /// <summary>Every text that equals <paramref name="text"/>, or begins so, begins with one of these.</summary>
    public static IReadOnlyList<string> PrefixesOf(string text)
    {
        List<string> prefixes = [""];
        foreach (var character in text)
        {
            // The two halves of a pair have their case together.
            if (char.IsSurrogate(character)) break;
            var variants = Known.GetOrAdd(character, VariantsOf);
            if (prefixes.Count * variants.Length > MaxPrefixes) break;
            prefixes = [.. prefixes.SelectMany(prefix => variants.Select(variant => prefix + variant))];
        }

        return prefixes;
    }

    /// <summary>Asked of the comparison itself, since the tables of case hold more than pairs.</summary>
    private static char[] VariantsOf(char character) =>
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(other => IsSame(character, other))];

    private static bool IsSame(char left, char right) =>
        left == right || MemoryExtensions.Equals([left], [right], StringComparison.OrdinalIgnoreCase);
}
