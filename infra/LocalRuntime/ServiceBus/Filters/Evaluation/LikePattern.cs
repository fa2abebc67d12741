namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>% is any text, _ any character, and what follows the escape character itself.</summary>
internal static class LikePattern
{
    private const char AnyText = '%';
    private const char AnyCharacter = '_';

    /// <summary>Steps back only to the last %, so it takes at most length of text times length of pattern.</summary>
    public static bool Matches(string text, string pattern, char? escape)
    {
        var tokens = Tokens(pattern, escape);
        var (at, token, restart, restartToken) = (0, 0, -1, -1);
        while (at < text.Length)
        {
            if (token < tokens.Count && tokens[token] is (AnyText, true))
            {
                restart = at;
                restartToken = ++token;
            }
            else if (token < tokens.Count && (tokens[token] is (AnyCharacter, true) || tokens[token] == (text[at], false)))
            {
                at++;
                token++;
            }
            else if (restart >= 0)
            {
                at = ++restart;
                token = restartToken;
            }
            else
            {
                return false;
            }
        }
        return tokens.Skip(token).All(rest => rest is (AnyText, true));
    }

    private static List<(char Character, bool IsWildcard)> Tokens(string pattern, char? escape)
    {
        var tokens = new List<(char, bool)>(pattern.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == escape && i + 1 < pattern.Length)
                tokens.Add((pattern[++i], false));
            else
                tokens.Add((pattern[i], pattern[i] is AnyText or AnyCharacter));
        }
        return tokens;
    }
}
