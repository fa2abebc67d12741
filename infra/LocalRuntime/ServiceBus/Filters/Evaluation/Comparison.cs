namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>Compares as C# does after its conversions: numbers of any kind with each other, texts by their characters, other types with their own kind.</summary>
internal static class Comparison
{
    public static bool? AreEqual(object? left, object? right) => Test(left, ComparisonOperator.Equal, right);

    /// <returns>Null when a side is unknown or the two cannot be compared.</returns>
    public static bool? Test(object? left, ComparisonOperator comparison, object? right)
    {
        if (left is string text && right is DateTimeOffset or TimeSpan or Guid)
            left = Values.Parse(text, right.GetType());
        else if (right is string other && left is DateTimeOffset or TimeSpan or Guid)
            right = Values.Parse(other, left.GetType());

        return (left, right) switch
        {
            (long a, long b) => Ordered(a.CompareTo(b), comparison),
            (double, _) or (_, double) when Values.IsNumber(left) && Values.IsNumber(right) => Doubles(Values.Double(left!), comparison, Values.Double(right!)),
            (decimal, _) or (_, decimal) when Values.IsNumber(left) && Values.IsNumber(right) =>
                Ordered(Values.Decimal(left!).CompareTo(Values.Decimal(right!)), comparison),
            (string a, string b) => Ordered(string.CompareOrdinal(a, b), comparison),
            (DateTimeOffset a, DateTimeOffset b) => Ordered(a.CompareTo(b), comparison),
            (TimeSpan a, TimeSpan b) => Ordered(a.CompareTo(b), comparison),
            (bool a, bool b) => Same(a == b, comparison),
            (Guid a, Guid b) => Same(a == b, comparison),
            _ => null,
        };
    }

    private static bool Ordered(int order, ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => order == 0,
        ComparisonOperator.NotEqual => order != 0,
        ComparisonOperator.Less => order < 0,
        ComparisonOperator.LessOrEqual => order <= 0,
        ComparisonOperator.Greater => order > 0,
        _ => order >= 0,
    };

    /// <summary>Not by their order: NaN has none, and is only unequal.</summary>
    private static bool Doubles(double left, ComparisonOperator comparison, double right) => comparison switch
    {
        ComparisonOperator.Equal => left == right,
        ComparisonOperator.NotEqual => left != right,
        ComparisonOperator.Less => left < right,
        ComparisonOperator.LessOrEqual => left <= right,
        ComparisonOperator.Greater => left > right,
        _ => left >= right,
    };

    private static bool? Same(bool equal, ComparisonOperator comparison) => comparison switch
    {
        ComparisonOperator.Equal => equal,
        ComparisonOperator.NotEqual => !equal,
        _ => null,
    };
}
