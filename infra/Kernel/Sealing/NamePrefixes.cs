using System.Text;
using Serverless.Kernel.Values;

namespace Serverless.Kernel.Sealing;

/// <summary>
/// The beginnings of a text's words, by which it is found while it is being typed. Plain letters, so that neither case nor
/// accents matter; few enough to be stored as hashes beside the text.
/// </summary>
public static class NamePrefixes
{
    /// <summary>A shorter beginning is almost everybody's, and its hash would tell who shares it.</summary>
    public const int Shortest = 2;

    private const int Longest = 10;
    private const int MostWords = 10;

    /// <summary>The most that one text has.</summary>
    public const int Most = MostWords * (Longest - Shortest + 1);

    /// <summary>Words in plain letters; apostrophes are left out, everything else that is no letter or digit divides.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        var words = new StringBuilder();
        foreach (var rune in PlainLetters.Of(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) words.Append(rune);
            else if (rune.Value is not ('\'' or '\u2019')) words.Append(' ');
        }

        return words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Every beginning by which the text is found.</summary>
    public static IEnumerable<string> Of(string text) => Words(text).Take(MostWords).Select(Letters)
        .SelectMany(word => Enumerable.Range(Shortest, Math.Max(0, Math.Min(word.Count, Longest) - Shortest + 1)).Select(length => string.Concat(word.Take(length))))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The beginnings that a text must have to be found by what is searched: as far as words are long enough, and no longer than is stored.</summary>
    public static IReadOnlyList<string> Searched(string search) =>
        [.. Words(search).Select(Letters).Where(word => word.Count >= Shortest).Select(word => string.Concat(word.Take(Longest))).Distinct(StringComparer.Ordinal)];

    /// <summary>Each word that is searched begins a word of the text.</summary>
    public static bool AreIn(string text, string search)
    {
        var words = Words(text);
        return Words(search).All(searched => words.Any(word => word.StartsWith(searched, StringComparison.Ordinal)));
    }

    /// <summary>One that takes two characters in UTF-16 is not cut in half.</summary>
    private static List<Rune> Letters(string word) => [.. word.EnumerateRunes()];
}
