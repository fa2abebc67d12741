namespace Serverless.LocalCosmos.Sql.Evaluation;

internal enum LikeTokenKind
{
    Character,
    AnyCharacter,
    AnyText,
    Set,
}

/// <summary>One element of a LIKE pattern.</summary>
internal sealed class LikeToken
{
    public static readonly LikeToken AnyText = new() { Kind = LikeTokenKind.AnyText };
    public static readonly LikeToken AnyCharacter = new() { Kind = LikeTokenKind.AnyCharacter };

    private (char First, char Last)[] _ranges = [];
    private bool _negated;

    public LikeTokenKind Kind { get; private init; }

    public char Character { get; private init; }

    public static LikeToken Of(char character) => new() { Character = character };

    /// <summary>Reads [...] from the bracket at <paramref name="at"/> on; a bracket that nothing closes is a character.</summary>
    public static bool TrySet(string pattern, ref int at, char? escape, out LikeToken set)
    {
        set = AnyText;
        var next = at + 1;
        var negated = next < pattern.Length && pattern[next] == '^' && escape != '^';
        if (negated) next++;
        var ranges = new List<(char, char)>();
        while (next < pattern.Length && (pattern[next] != ']' || ranges.Count == 0))
        {
            if (!TryCharacter(pattern, ref next, escape, out var first)) return false;
            var last = first;
            if (next + 1 < pattern.Length && pattern[next] == '-' && pattern[next + 1] != ']')
            {
                next++;
                if (!TryCharacter(pattern, ref next, escape, out last)) return false;
            }

            ranges.Add((first, last));
        }

        if (next >= pattern.Length) return false;
        at = next;
        set = new LikeToken { Kind = LikeTokenKind.Set, _ranges = [.. ranges], _negated = negated };
        return true;
    }

    public bool Matches(char character) => Kind switch
    {
        LikeTokenKind.Character => character == Character,
        LikeTokenKind.Set => Array.Exists(_ranges, r => character >= r.First && character <= r.Last) != _negated,
        _ => true,
    };

    private static bool TryCharacter(string pattern, ref int at, char? escape, out char character)
    {
        if (pattern[at] == escape) at++;
        character = at < pattern.Length ? pattern[at++] : default;
        return at < pattern.Length;
    }
}
