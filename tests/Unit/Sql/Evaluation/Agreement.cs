using System.Text.RegularExpressions;
using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.Unit.Sql.Evaluation;

/// <summary>Whether two values are the same, but for the last digits of their numbers.</summary>
internal static partial class Agreement
{
    private const double Tolerance = 1e-12;

    /// <param name="json">Text of the service, in which infinity and NaN stand bare.</param>
    public static Value Read(string json) =>
        Value.Parse(Bare().Replace(json, match => match.Groups["bare"].Success ? $"\"{match.Value}\"" : match.Value));

    public static bool Holds(in Value left, in Value right)
    {
        if (left.Kind != right.Kind) return false;
        switch (left.Kind)
        {
            case ValueKind.Number:
                var (x, y) = (left.AsNumber, right.AsNumber);
                var areIntegers = left.TryGetInteger(out _) && right.TryGetInteger(out _);
                return left.Equals(right) || (!areIntegers && Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y)));
            case ValueKind.Array:
                return left.Length == right.Length && left.Elements().Zip(right.Elements()).All(pair => Holds(pair.First, pair.Second));
            case ValueKind.Object:
                return left.Length == right.Length && left.Properties().Zip(right.Properties()).All(pair => pair.First.Key == pair.Second.Key && Holds(pair.First.Value, pair.Second.Value));
            default:
                return left.Equals(right);
        }
    }

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|(?<bare>-?Infinity|NaN)
        """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bare();
}
