using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.ServiceBus.Filters.Evaluation;

/// <summary>The operators of C#. Unknown with an operand that is unknown or of a type that the operator does not take.</summary>
internal static class Arithmetic
{
    public static object? Apply(object? left, char symbol, object? right)
    {
        try
        {
            return (left, right) switch
            {
                (null, _) or (_, null) => null,
                (long a, long b) => Integers(a, symbol, b),
                (double, _) or (_, double) when Values.IsNumber(left) && Values.IsNumber(right) => Doubles(Values.Double(left), symbol, Values.Double(right)),
                (decimal, _) or (_, decimal) when Values.IsNumber(left) && Values.IsNumber(right) =>
                    Decimals(Values.Decimal(left), symbol, Values.Decimal(right)),
                (string, _) or (_, string) => symbol == '+' ? Values.Text(left) + Values.Text(right) : null,
                (DateTimeOffset a, DateTimeOffset b) => symbol == '-' ? a - b : null,
                (DateTimeOffset a, TimeSpan b) => symbol == '+' ? a + b : symbol == '-' ? a - b : null,
                (TimeSpan a, TimeSpan b) => symbol == '+' ? a + b : symbol == '-' ? a - b : null,
                _ => null,
            };
        }
        // A division by zero, a result beyond its type, a time before the first year.
        catch (Exception e) when (e is ArithmeticException or ArgumentOutOfRangeException)
        {
            throw new FilterException($"The result of '{symbol}' does not exist.", e);
        }
    }

    public static object? Negate(object? value) => value switch
    {
        long => Apply(0L, '-', value),
        double n => -n,
        decimal n => -n,
        TimeSpan => Apply(TimeSpan.Zero, '-', value),
        _ => null,
    };

    private static long Integers(long left, char symbol, long right) => checked(symbol switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' => left / right,
        _ => left % right,
    });

    private static double Doubles(double left, char symbol, double right) => symbol switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' => left / right,
        _ => left % right,
    };

    private static decimal Decimals(decimal left, char symbol, decimal right) => symbol switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' => left * right,
        '/' => left / right,
        _ => left % right,
    };
}
