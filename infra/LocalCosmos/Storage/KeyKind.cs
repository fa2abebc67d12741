namespace Serverless.LocalCosmos.Storage;

/// <summary>The first byte of an index key. The numbers are stored, and they are the order of ORDER BY.</summary>
internal enum KeyKind : byte
{
    Null = 1,
    Boolean = 2,
    Number = 3,
    String = 4,
    Array = 5,
    Object = 6,
}
