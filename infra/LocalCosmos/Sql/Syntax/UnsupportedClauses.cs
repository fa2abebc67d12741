using System.Collections.Frozen;

namespace Serverless.LocalCosmos.Sql.Syntax;

/// <summary>Words of other SQL dialects, so that a syntax error says which part of the statement the language lacks.</summary>
internal static class UnsupportedClauses
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "ALL", "CASE", "CAST", "CONVERT", "CROSS", "DELETE", "EXCEPT", "FIRST", "FULL", "HAVING", "INNER", "INSERT", "INTERSECT",
        "IS", "LAST", "LEFT", "LET", "NULLS", "OUTER", "OVER", "RANK", "RIGHT", "UNION", "UPDATE", "WITH",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The word in upper case when it names such a clause, else null.</summary>
    public static string? Named(ReadOnlySpan<char> word) => Words.TryGetValue(word, out var found) ? found : null;
}
