using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Sql.Functions;

/// <summary>What kind a value is of, to which undefined has an answer too; and IIF, which asks whether it is true.</summary>
internal static class TypeFunctions
{
    public static readonly Function[] All =
    [
        Function.Of("IIF", (test, whenTrue, otherwise) => test.IsTrue ? whenTrue : otherwise),
        OfKind("IS_ARRAY", ValueKind.Array),
        OfKind("IS_BOOL", ValueKind.Boolean),
        OfKind("IS_BOOLEAN", ValueKind.Boolean),
        Function.Of("IS_DATETIME", value => Value.Of(value.Kind == ValueKind.String && DateTimeText.TryRead(value.AsString, out _))),
        Function.Of("IS_DEFINED", value => Value.Of(!value.IsUndefined)),
        Function.Of("IS_FINITE_NUMBER", value => Value.Of(value.Kind == ValueKind.Number && double.IsFinite(value.AsNumber))),
        Function.Of("IS_INTEGER", value => Value.Of(value.TryGetInteger(out _))),
        OfKind("IS_NULL", ValueKind.Null),
        OfKind("IS_NUMBER", ValueKind.Number),
        OfKind("IS_OBJECT", ValueKind.Object),
        Function.Of("IS_PRIMITIVE", value => Value.Of(value.IsPrimitive)),
        OfKind("IS_STRING", ValueKind.String),
    ];

    private static Function OfKind(string name, ValueKind kind) => Function.Of(name, value => Value.Of(value.Kind == kind));
}
