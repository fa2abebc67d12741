using System.Collections.Frozen;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>The built-in functions by name. Case does not matter, nor do underscores: ArrayContains is ARRAY_CONTAINS.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, Function> ByName =
        new[]
        {
            StringFunctions.All, StringParsing.All, RegexFunctions.All, MathFunctions.All, IntegerFunctions.All, ArrayFunctions.All,
            SetFunctions.All, TypeFunctions.All, DateFunctions.All, ClockFunctions.All, ItemFunctions.All, VectorFunctions.All, SpatialFunctions.All,
        }
        .SelectMany(f => f)
        .ToFrozenDictionary(f => Key(f.Name), StringComparer.Ordinal);

    private static readonly FrozenSet<string> NotSupported =
        new[] { "FullTextContains", "FullTextContainsAll", "FullTextContainsAny", "FullTextScore", "RRF", "Hash", "GenerateEmbeddings" }
        .Select(Key)
        .ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<Function> All => ByName.Values;

    public static Function? Find(string name) => name.StartsWith('_') ? null : ByName.GetValueOrDefault(Key(name));

    /// <summary>Functions that the service has and this engine does not.</summary>
    public static bool IsKnownButMissing(string name) => NotSupported.Contains(Key(name));

    private static string Key(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
