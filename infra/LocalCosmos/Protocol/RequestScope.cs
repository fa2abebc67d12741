using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Protocol;

/// <summary>The part of a container that a query or feed addresses, and the range whose session it belongs to.</summary>
internal readonly record struct RequestScope(EpkRange Interval, PartitionRange Range)
{
    private const string EpkReading = "EffectivePartitionKeyRange";

    /// <exception cref="RequestException">410/1002: the range that the request names is not there any more.</exception>
    public static RequestScope Of(Call call, ContainerResource container)
    {
        var ranges = container.Ranges;
        PartitionRange? named = null;
        var interval = EpkRange.Full;
        if (call.Header(WireHeaders.PartitionKeyRangeId) is { } text)
        {
            var id = text[(text.LastIndexOf(',') + 1)..].Trim();
            named = ranges.Find(id) ?? throw RequestErrors.PartitionKeyRangeGone(id);
            interval = named.Interval;
        }

        if (Key(call) is { } key) interval = Intersect(interval, EpkRange.Below(Epk(container, key)));
        if (call.Header(WireHeaders.ReadKeyType) == EpkReading)
        {
            var bounds = new EpkRange(
                Bound(call.Header(WireHeaders.StartEpk), EpkRange.Full.Min),
                Bound(call.Header(WireHeaders.EndEpk), EpkRange.Full.Max));
            interval = Intersect(interval, bounds);
        }

        return new RequestScope(interval, named ?? ranges.Of(interval.Min));
    }

    /// <summary>The key that the request names, or null.</summary>
    public static IReadOnlyList<Value>? Key(Call call) =>
        call.Header(WireHeaders.PartitionKey) is { } header ? PartitionKeyHeader.Parse(header) : null;

    /// <summary>The range of an item; of a request without a key, which is about to be refused, any range.</summary>
    public static PartitionRange RangeOf(ContainerResource container, IReadOnlyList<Value>? key)
    {
        var ranges = container.Ranges;
        return ranges.Live.Count == 1 || key is null || key.Count > container.Definition.PartitionKey.Levels
            ? ranges.Live[0]
            : ranges.Of(EffectivePartitionKey.Of(key, container.Definition.PartitionKey.Kind));
    }

    private static byte[] Epk(ContainerResource container, IReadOnlyList<Value> key)
    {
        var definition = container.Definition.PartitionKey;
        return key.Count <= definition.Levels
            ? EffectivePartitionKey.Of(key, definition.Kind)
            : throw RequestErrors.PartitionKeyIncomplete();
    }

    private static EpkRange Intersect(EpkRange left, EpkRange right) => new(
        left.Min.AsSpan().SequenceCompareTo(right.Min) >= 0 ? left.Min : right.Min,
        left.Max.AsSpan().SequenceCompareTo(right.Max) <= 0 ? left.Max : right.Max);

    private static byte[] Bound(string? text, byte[] absent)
    {
        if (text is null) return absent;
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw RequestErrors.BadRequest($"The effective partition key '{text}' is not hexadecimal.");
        }
    }
}
