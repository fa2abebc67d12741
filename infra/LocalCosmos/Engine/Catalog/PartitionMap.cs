using System.Buffers.Binary;
using System.Globalization;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>An immutable snapshot of a container's ranges, in key order, without gap or overlap.</summary>
/// <param name="Version">Raised by every split and merge.</param>
/// <param name="NextNumber">The number that the next new range gets; numbers are never reused.</param>
internal sealed record PartitionMap(IReadOnlyList<PartitionRange> Live, int Version, int NextNumber)
{
    private const int FirstVersion = 1;
    private const int BoundaryLength = 16;

    /// <summary>Keys of the version 2 hash have their two top bits clear.</summary>
    private static readonly UInt128 s_end = UInt128.One << 126;

    public string ETag { get; } = string.Create(CultureInfo.InvariantCulture, $"\"{Version}\"");

    public static PartitionMap Equal(int count)
    {
        var live = new PartitionRange[count];
        for (var i = 0; i < count; i++)
            live[i] = new PartitionRange(i, new EpkRange(Boundary(i, count), Boundary(i + 1, count)), [], FirstVersion);
        return new PartitionMap(live, FirstVersion, NextNumber: count);
    }

    /// <summary>The ranges that a client knowing the map of <paramref name="etag"/> has to learn; all for any other text.</summary>
    public IReadOnlyList<PartitionRange> Since(string? etag)
    {
        if (etag is null || !int.TryParse(etag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var known)) return Live;
        return known <= Version ? [.. Live.Where(r => r.Born > known)] : Live;
    }

    public PartitionRange? Find(string id) => Live.FirstOrDefault(r => r.Id == id);

    /// <summary>The range that holds a full key.</summary>
    public PartitionRange Of(ReadOnlySpan<byte> epk)
    {
        if (Live.Count == 1) return Live[0];
        var low = 0;
        var high = Live.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (epk.SequenceCompareTo(Live[middle].Interval.Min) >= 0) low = middle;
            else high = middle - 1;
        }

        return Live[low];
    }

    /// <param name="at">The boundary; by default the middle of the range.</param>
    /// <exception cref="RequestException">No such range, or the boundary is not inside it.</exception>
    public PartitionMap Split(string id, byte[]? at = null)
    {
        var parent = Find(id) ?? throw RequestErrors.NotFound($"Partition key range {id}");
        var boundary = at ?? Middle(parent.Interval);
        if (!parent.Interval.Contains(boundary) || boundary.AsSpan().SequenceEqual(parent.Interval.Min))
            throw RequestErrors.BadRequest($"The boundary {Convert.ToHexString(boundary)} does not divide the range {id}.");
        string[] parents = [.. parent.Parents, parent.Id];
        var left = new PartitionRange(NextNumber, parent.Interval with { Max = boundary }, parents, Version + 1);
        var right = new PartitionRange(NextNumber + 1, parent.Interval with { Min = boundary }, parents, Version + 1);
        return Changed([.. Live.SelectMany(r => r == parent ? new[] { left, right } : [r])], born: 2);
    }

    /// <exception cref="RequestException">A range does not exist, or they are not neighbours.</exception>
    public PartitionMap Merge(string first, string second)
    {
        var one = Find(first) ?? throw RequestErrors.NotFound($"Partition key range {first}");
        var other = Find(second) ?? throw RequestErrors.NotFound($"Partition key range {second}");
        var (left, right) = one.Interval.Min.AsSpan().SequenceCompareTo(other.Interval.Min) < 0 ? (one, other) : (other, one);
        if (!left.Interval.Max.AsSpan().SequenceEqual(right.Interval.Min))
            throw RequestErrors.BadRequest($"The ranges {first} and {second} are not neighbours.");
        string[] parents = [.. left.Parents.Union(right.Parents), left.Id, right.Id];
        var merged = new PartitionRange(NextNumber, new EpkRange(left.Interval.Min, right.Interval.Max), parents, Version + 1);
        return Changed([.. Live.Where(r => r != right).Select(r => r == left ? merged : r)], born: 1);
    }

    private PartitionMap Changed(IReadOnlyList<PartitionRange> live, int born) =>
        new(live, Version + 1, NextNumber + born);

    private static byte[] Boundary(int index, int count)
    {
        if (index == 0) return EpkRange.Full.Min;
        return index == count ? EpkRange.Full.Max : Bytes((s_end / (UInt128)count) * (UInt128)index);
    }

    private static byte[] Middle(EpkRange interval)
    {
        var low = Number(interval.Min);
        var high = interval.Max.AsSpan().SequenceEqual(EpkRange.Full.Max) ? s_end : Number(interval.Max);
        if (high - low < 2) throw RequestErrors.BadRequest("The range is too narrow to be divided.");
        return Bytes(low + ((high - low) / 2));
    }

    private static UInt128 Number(byte[] boundary)
    {
        Span<byte> padded = stackalloc byte[BoundaryLength];
        padded.Clear();
        boundary.AsSpan(0, Math.Min(boundary.Length, BoundaryLength)).CopyTo(padded);
        return BinaryPrimitives.ReadUInt128BigEndian(padded);
    }

    private static byte[] Bytes(UInt128 boundary)
    {
        var bytes = new byte[BoundaryLength];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, boundary);
        return bytes;
    }
}
