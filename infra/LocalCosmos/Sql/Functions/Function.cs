using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <param name="arguments">As many as the function takes; any of them may be undefined.</param>
internal delegate Value FunctionBody(ReadOnlySpan<Value> arguments);

/// <summary>A built-in function.</summary>
/// <param name="Name">As the service documents it; callers may write it in any case.</param>
/// <param name="Least">The smallest number of arguments.</param>
/// <param name="Most">The greatest number of arguments.</param>
internal sealed record Function(string Name, int Least, int Most, FunctionBody Body)
{
    /// <summary>False when two calls with the same arguments may differ.</summary>
    public bool IsPure { get; init; } = true;

    /// <summary>ORDER BY may sort by it.</summary>
    public bool IsDistance { get; init; }

    /// <summary>For a function that tells the time: its body, given the instant of the statement.</summary>
    public Func<DateTimeOffset, FunctionBody>? AtInstant { get; init; }

    /// <summary>For a function that can prepare for arguments known beforehand: they are given, the others undefined.</summary>
    public Func<IReadOnlyList<Value>, FunctionBody>? Prepare { get; init; }

    public static Function Of(string name, Func<Value> body) => new(name, 0, 0, _ => body());

    public static Function Of(string name, Func<Value, Value> body) => new(name, 1, 1, a => body(a[0]));

    public static Function Of(string name, Func<Value, Value, Value> body) => new(name, 2, 2, a => body(a[0], a[1]));

    public static Function Of(string name, Func<Value, Value, Value, Value> body) => new(name, 3, 3, a => body(a[0], a[1], a[2]));

    public static Function Of(string name, int least, int most, FunctionBody body) => new(name, least, most, body);
}
