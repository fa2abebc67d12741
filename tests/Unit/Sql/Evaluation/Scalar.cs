using System.Globalization;
using System.Text.Json;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>
/// The values and rules of the language once more, in the plainest form: null is null, numbers are decimals, and conditions
/// are <c>bool?</c>, whose null is undefined and whose operators have the right truth tables.
/// </summary>
internal static class Scalar
{
    public static readonly object Undefined = new();

    public static bool IsDefined(object? value) => value != Undefined;

    public static string ToJson(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        decimal number => number.ToString(CultureInfo.InvariantCulture),
        string text => JsonSerializer.Serialize(text),
        _ => throw new ArgumentException("Undefined has no text.", nameof(value)),
    };

    public static bool? Same(object? left, object? right) => IsDefined(left) && IsDefined(right) ? Equals(left, right) : null;

    /// <summary>Null unless both are of one kind.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (bool a, bool b) => a.CompareTo(b),
        (decimal a, decimal b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => null,
    };

    /// <summary>The order of ORDER BY, from undefined to strings.</summary>
    public static int Order(object? left, object? right) => Rank(left).CompareTo(Rank(right)) is var order && order != 0 ? order : Compare(left, right) ?? 0;

    private static int Rank(object? value) => value switch
    {
        null => 1,
        bool => 2,
        decimal => 3,
        string => 4,
        _ => 0,
    };
}
