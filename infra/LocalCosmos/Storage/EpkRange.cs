namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// An interval of effective partition keys: <paramref name="Min"/> inclusive, <paramref name="Max"/> exclusive, both
/// compared byte by byte, which is the ordinal order of their upper-case hexadecimal text on the wire.
/// </summary>
internal readonly record struct EpkRange(byte[] Min, byte[] Max)
{
    public static readonly EpkRange Full = new([], [0xFF]);

    /// <summary>One full key, or everything below a prefix of a hierarchical one.</summary>
    public static EpkRange Below(byte[] key) => new(key, [.. key, 0xFF]);

    public bool IsFull => Min.Length == 0 && Max is [0xFF];

    public bool Contains(ReadOnlySpan<byte> epk) =>
        epk.SequenceCompareTo(Min) >= 0 && epk.SequenceCompareTo(Max) < 0;

    /// <summary>What lies in both; when nothing does, a range that contains nothing.</summary>
    public EpkRange Intersect(in EpkRange other) => new(
        Min.AsSpan().SequenceCompareTo(other.Min) >= 0 ? Min : other.Min,
        Max.AsSpan().SequenceCompareTo(other.Max) <= 0 ? Max : other.Max);
}
