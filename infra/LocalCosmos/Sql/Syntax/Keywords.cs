using System.Collections.Frozen;

namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>The words that are no names. The service refuses them after a dot and after AS too: there a name needs <c>["..."]</c> or quotes.</summary>
internal static class Keywords
{
    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> AnyCase =
        new Dictionary<string, TokenKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["and"] = TokenKind.And, ["array"] = TokenKind.Array, ["as"] = TokenKind.As, ["asc"] = TokenKind.Asc,
            ["between"] = TokenKind.Between, ["by"] = TokenKind.By, ["desc"] = TokenKind.Desc,
            ["distinct"] = TokenKind.Distinct, ["escape"] = TokenKind.Escape, ["exists"] = TokenKind.Exists,
            ["from"] = TokenKind.From, ["group"] = TokenKind.Group, ["in"] = TokenKind.In, ["join"] = TokenKind.Join,
            ["left"] = TokenKind.Left, ["like"] = TokenKind.Like, ["limit"] = TokenKind.Limit, ["not"] = TokenKind.Not,
            ["offset"] = TokenKind.Offset, ["or"] = TokenKind.Or, ["order"] = TokenKind.Order,
            ["right"] = TokenKind.Right, ["select"] = TokenKind.Select, ["top"] = TokenKind.Top,
            ["value"] = TokenKind.Value, ["where"] = TokenKind.Where,
            ["case"] = TokenKind.Reserved, ["cast"] = TokenKind.Reserved, ["convert"] = TokenKind.Reserved,
            ["cross"] = TokenKind.Reserved, ["else"] = TokenKind.Reserved, ["end"] = TokenKind.Reserved,
            ["for"] = TokenKind.Reserved, ["having"] = TokenKind.Reserved, ["inner"] = TokenKind.Reserved,
            ["insert"] = TokenKind.Reserved, ["into"] = TokenKind.Reserved, ["is"] = TokenKind.Reserved,
            ["on"] = TokenKind.Reserved, ["outer"] = TokenKind.Reserved, ["over"] = TokenKind.Reserved,
            ["set"] = TokenKind.Reserved, ["then"] = TokenKind.Reserved, ["update"] = TokenKind.Reserved,
            ["when"] = TokenKind.Reserved, ["with"] = TokenKind.Reserved,
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, TokenKind>.AlternateLookup<ReadOnlySpan<char>> ExactCase =
        new Dictionary<string, TokenKind>(StringComparer.Ordinal)
        {
            ["true"] = TokenKind.True, ["false"] = TokenKind.False, ["null"] = TokenKind.Null,
            ["undefined"] = TokenKind.Undefined, ["NaN"] = TokenKind.NaN, ["Infinity"] = TokenKind.Infinity,
            ["udf"] = TokenKind.Udf,
        }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static TokenKind KindOf(ReadOnlySpan<char> word)
    {
        if (ExactCase.TryGetValue(word, out var kind) || AnyCase.TryGetValue(word, out kind)) return kind;
        return TokenKind.Identifier;
    }

    /// <summary>Whether <paramref name="text"/> can be written without quotes wherever a name is wanted.</summary>
    public static bool IsName(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !Lexer.StartsName(text[0])) return false;
        foreach (var c in text)
        {
            if (!Lexer.ContinuesName(c)) return false;
        }

        return KindOf(text) == TokenKind.Identifier;
    }
}
