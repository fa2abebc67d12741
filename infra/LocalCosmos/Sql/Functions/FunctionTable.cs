using System.Collections.Frozen;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>The built-in functions by name, in any case. What is written with underscores may go without them, but for the spatial ones.</summary>
internal static class FunctionTable
{
    private static readonly FrozenDictionary<string, Function> ByName =
        new[]
        {
            StringFunctions.All, StringParsing.All, RegexFunctions.All, MathFunctions.All, IntegerFunctions.All, ArrayFunctions.All,
            SetFunctions.All, TypeFunctions.All, DateFunctions.All, ClockFunctions.All, ItemFunctions.All, VectorFunctions.All, SpatialFunctions.All,
        }
        .SelectMany(functions => functions)
        .SelectMany(function => Names(function.Name).Select(name => KeyValuePair.Create(name, function)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NotSupported =
        new[] { "FullTextContains", "FullTextContainsAll", "FullTextContainsAny", "FullTextScore", "RRF", "Hash", "GenerateEmbeddings" }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Function> All => ByName.Values.Distinct();

    public static Function? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Functions that the service has and this engine does not.</summary>
    public static bool IsKnownButMissing(string name) => NotSupported.Contains(name);

    private static HashSet<string> Names(string name) =>
        name.StartsWith("ST_", StringComparison.Ordinal) ? [name] : [name, name.Replace("_", "", StringComparison.Ordinal)];
}
