namespace Serverless.LocalCosmos.Storage;

/// <summary>
/// An interval of index keys. Long strings share a key with others of the same beginning, so a range may hold more than
/// was asked for: whoever reads it tests the documents again.
/// </summary>
internal readonly record struct KeyRange(byte[] Min, bool MinInclusive, byte[] Max, bool MaxInclusive)
{
    public static readonly KeyRange All = new([], true, [0xFF], false);

    public static KeyRange Exactly(byte[] key) => new(key, true, key, true);

    public static KeyRange OfKind(KeyKind kind) => new([(byte)kind], true, [(byte)(kind + 1)], false);

    /// <summary>From the key up, within its kind: a comparison holds only between values of one kind.</summary>
    public static KeyRange Above(byte[] key, bool inclusive) =>
        new(key, inclusive || IndexKey.IsShared(key), [(byte)(key[0] + 1)], false);

    /// <summary>From the beginning of the key's kind up to the key.</summary>
    public static KeyRange Below(byte[] key, bool inclusive) =>
        new([key[0]], true, key, inclusive || IndexKey.IsShared(key));

    /// <summary>The strings that begin so.</summary>
    public static KeyRange StartingWith(string prefix)
    {
        var min = IndexKey.EncodePrefix(prefix);
        // Inclusive, because 0xFF is also the mark of a cut key.
        return new(min, true, [.. min, 0xFF], true);
    }

    public bool Contains(ReadOnlySpan<byte> key)
    {
        var low = key.SequenceCompareTo(Min);
        var high = key.SequenceCompareTo(Max);
        return (low > 0 || (low == 0 && MinInclusive)) && (high < 0 || (high == 0 && MaxInclusive));
    }

    /// <summary>What both hold, such as two bounds on one path.</summary>
    public KeyRange Intersect(in KeyRange other)
    {
        var low = Min.AsSpan().SequenceCompareTo(other.Min);
        var high = Max.AsSpan().SequenceCompareTo(other.Max);
        return new(
            low >= 0 ? Min : other.Min,
            low > 0 ? MinInclusive : low < 0 ? other.MinInclusive : MinInclusive && other.MinInclusive,
            high <= 0 ? Max : other.Max,
            high < 0 ? MaxInclusive : high > 0 ? other.MaxInclusive : MaxInclusive && other.MaxInclusive);
    }
}
