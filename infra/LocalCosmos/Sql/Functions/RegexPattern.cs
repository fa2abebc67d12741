using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>
/// Patterns of callers, which must not be able to hold up the process: they run in linear time where their constructs
/// allow it, and under a time limit where they need backtracking (look-around, back-references).
/// </summary>
internal static class RegexPattern
{
    private const int MostKept = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<(string Pattern, string Modifiers), Regex?> Kept = new();

    /// <summary>Null when the pattern is malformed or a modifier is none of m, s, i and x.</summary>
    public static Regex? Find(string pattern, string modifiers)
    {
        if (Kept.TryGetValue((pattern, modifiers), out var known)) return known;
        if (Kept.Count >= MostKept) Kept.Clear();
        return Kept[(pattern, modifiers)] = Compile(pattern, modifiers);
    }

    private static Regex? Compile(string pattern, string modifiers)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var modifier in modifiers)
        {
            if (Option(modifier) is not { } option) return null;
            options |= option;
        }

        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, Patience);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, Patience);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static RegexOptions? Option(char modifier) => modifier switch
    {
        'm' => RegexOptions.Multiline,
        's' => RegexOptions.Singleline,
        'i' => RegexOptions.IgnoreCase,
        'x' => RegexOptions.IgnorePatternWhitespace,
        _ => null,
    };
}
