using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Engine.Catalog;
using Serverless.LocalCosmos.Engine.Keys;
using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Engine.Catalog;

public sealed class PartitionMapTests
{
    [Fact]
    public void Three_equal_ranges_have_the_boundaries_of_the_service() => Assert.Equal(
        ["-15555555555555555555555555555555", "15555555555555555555555555555555-2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "2AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-FF"],
        Texts(PartitionMap.Equal(3)));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(256)]
    public void Ranges_cover_everything_without_gap_through_splits_and_merges(int count)
    {
        var random = new Random(count);
        var map = PartitionMap.Equal(count);
        for (var step = 0; step < 100; step++)
        {
            var at = random.Next(map.Live.Count);
            map = random.Next(2) == 0 || map.Live.Count == 1
                ? map.Split(map.Live[at].Id)
                : map.Merge(map.Live[Math.Max(at, 1)].Id, map.Live[Math.Max(at, 1) - 1].Id);
            AssertWhole(map);
        }

        Assert.Equal(101, map.Version);
        Assert.Equal(map.Live.Count, map.Live.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public void Every_key_is_in_the_range_that_is_found_for_it()
    {
        var map = PartitionMap.Equal(13);
        for (var i = 0; i < 500; i++)
        {
            var epk = EffectivePartitionKey.Of([Value.Of($"k{i}"), Value.Of(i)], PartitionKeyKind.MultiHash);
            Assert.True(map.Of(epk).Interval.Contains(epk));
        }

        Assert.Equal("0", map.Of([]).Id);
    }

    [Fact]
    public void A_client_learns_what_is_new_to_it()
    {
        var map = PartitionMap.Equal(2).Split("0").Split("2");
        Assert.Equal(["4", "5", "3", "1"], map.Live.Select(r => r.Id));
        Assert.Equal(["0", "2"], map.Find("4")!.Parents);
        Assert.Equal(["4", "5", "3"], map.Since("\"1\"").Select(r => r.Id));
        Assert.Equal(["4", "5"], map.Since("\"2\"").Select(r => r.Id));
        Assert.Equal(4, map.Since("\"99\"").Count);
        Assert.Equal(4, map.Since("other").Count);
        Assert.Equal(4, map.Since(null).Count);
        var merged = map.Merge("5", "4");
        Assert.Equal(["0", "2", "4", "5"], merged.Find("6")!.Parents);
        Assert.Null(merged.Find("4"));
    }

    [Fact]
    public void What_cannot_be_divided_or_joined_is_refused()
    {
        var map = PartitionMap.Equal(3);
        Assert.Equal(404, Assert.Throws<RequestException>(() => map.Split("9")).Status);
        Assert.Equal(404, Assert.Throws<RequestException>(() => map.Merge("0", "9")).Status);
        Assert.Equal(400, Assert.Throws<RequestException>(() => map.Merge("0", "2")).Status);
        Assert.Equal(400, Assert.Throws<RequestException>(() => map.Merge("1", "1")).Status);
        Assert.Equal(400, Assert.Throws<RequestException>(() => map.Split("0", [])).Status);
        Assert.Equal(400, Assert.Throws<RequestException>(() => map.Split("0", [0x30])).Status);
        Assert.Equal(["3", "4", "1", "2"], map.Split("0", [0x01]).Live.Select(r => r.Id));
    }

    [Fact]
    public void A_range_too_narrow_to_divide_is_refused()
    {
        var map = PartitionMap.Equal(1);
        for (var i = 0; i < 126; i++) map = map.Split(map.Live[0].Id);
        Assert.Equal(400, Assert.Throws<RequestException>(() => map.Split(map.Live[0].Id)).Status);
    }

    private static void AssertWhole(PartitionMap map)
    {
        Assert.Equal(EpkRange.Full.Min, map.Live[0].Interval.Min);
        Assert.Equal(EpkRange.Full.Max, map.Live[^1].Interval.Max);
        Assert.All(map.Live.Zip(map.Live.Skip(1)), pair => Assert.Equal(pair.First.Interval.Max, pair.Second.Interval.Min));
        Assert.All(map.Live, r => Assert.True(r.Interval.Min.AsSpan().SequenceCompareTo(r.Interval.Max) < 0));
    }

    private static IEnumerable<string> Texts(PartitionMap map) =>
        map.Live.Select(r => $"{Convert.ToHexString(r.Interval.Min)}-{Convert.ToHexString(r.Interval.Max)}");
}
