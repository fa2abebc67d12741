using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Evaluation;

/// <summary>The three values of a condition. WHERE keeps only true.</summary>
internal enum Truth : byte
{
    False,
    True,
    Undefined,
}

internal static class Truths
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth Of(in Value value) => value.Kind == ValueKind.Boolean ? Of(value.IsTrue) : Truth.Undefined;

    public static Truth Not(Truth truth) => truth switch
    {
        Truth.True => Truth.False,
        Truth.False => Truth.True,
        _ => Truth.Undefined,
    };

    public static Value ToValue(Truth truth) => truth switch
    {
        Truth.True => Value.True,
        Truth.False => Value.False,
        _ => Value.Undefined,
    };
}
