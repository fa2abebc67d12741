namespace Serverless.LocalCosmos.Sql.Values;

/// <summary>The kinds of a value, in the order in which ORDER BY puts them.</summary>
internal enum ValueKind : byte
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
