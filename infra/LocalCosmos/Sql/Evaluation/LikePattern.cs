using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>
/// A LIKE pattern: % any text, _ any character, [a-f] one of a set, [^a-f] one outside it, anything else itself. Matching
/// steps back only to the last %, so that it takes at most length of text times length of pattern.
/// </summary>
internal sealed class LikePattern
{
    private readonly LikeToken[] _tokens;

    private LikePattern(LikeToken[] tokens) => _tokens = tokens;

    /// <summary>The literal text in front of the first wildcard.</summary>
    public string Prefix => string.Concat(_tokens.TakeWhile(t => t.Kind == LikeTokenKind.Character).Select(t => t.Character));

    /// <summary>True when no wildcard follows the prefix.</summary>
    public bool IsExact => Array.TrueForAll(_tokens, t => t.Kind == LikeTokenKind.Character);

    public static LikePattern Parse(string pattern, char? escape)
    {
        var tokens = new List<LikeToken>(pattern.Length);
        for (var at = 0; at < pattern.Length; at++)
        {
            var character = pattern[at];
            if (character == escape && at + 1 < pattern.Length) tokens.Add(LikeToken.Of(pattern[++at]));
            else if (character == '%') tokens.Add(LikeToken.AnyText);
            else if (character == '_') tokens.Add(LikeToken.AnyCharacter);
            else if (character == '[' && LikeToken.TrySet(pattern, ref at, escape, out var set)) tokens.Add(set);
            else tokens.Add(LikeToken.Of(character));
        }

        return new LikePattern([.. tokens]);
    }

    public static Condition Test(Evaluator text, Operand pattern, char? escape)
    {
        if (pattern.IsConstant)
        {
            if (pattern.Constant.Kind != ValueKind.String) return _ => Truth.Undefined;
            var parsed = Parse(pattern.Constant.AsString, escape);
            return slots => text(slots) is { Kind: ValueKind.String } value ? Truths.Of(parsed.Matches(value.AsString)) : Truth.Undefined;
        }

        var evaluate = pattern.Evaluate;
        return slots =>
        {
            var (value, like) = (text(slots), evaluate(slots));
            return value.Kind == ValueKind.String && like.Kind == ValueKind.String
                ? Truths.Of(Parse(like.AsString, escape).Matches(value.AsString))
                : Truth.Undefined;
        };
    }

    public bool Matches(ReadOnlySpan<char> text)
    {
        var (at, token, restart, restartToken) = (0, 0, -1, -1);
        while (at < text.Length)
        {
            if (token < _tokens.Length && _tokens[token].Kind == LikeTokenKind.AnyText)
            {
                restart = at;
                restartToken = ++token;
            }
            else if (token < _tokens.Length && _tokens[token].Matches(text[at]))
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

        while (token < _tokens.Length && _tokens[token].Kind == LikeTokenKind.AnyText) token++;
        return token == _tokens.Length;
    }
}
