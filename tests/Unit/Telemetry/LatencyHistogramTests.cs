using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Telemetry.Recording;

namespace Serverless.Unit.Telemetry;

[Trait("Requirement", "S31")]
public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0.5, 0.95, 0.99, 1];

    [Fact]
    public void A_quantile_is_as_near_to_the_true_one_as_is_said() => Prop.ForAll<NonEmptyArray<PositiveInt>>(given =>
    {
        double[] milliseconds = [.. given.Get.Select(one => Math.Min(one.Get * 0.37, 200_000)).Select(one => Math.Max(one, 0.1))];
        var histogram = Of(milliseconds);
        return Shares.All(share => Math.Abs(histogram.Quantile(share)!.Value / True(milliseconds, share) - 1) <= LatencyHistogram.RelativeError + 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_error_is_small() => Assert.InRange(LatencyHistogram.RelativeError, 0, 0.025);

    [Fact]
    public void Two_together_are_as_if_one_had_recorded_all() => Prop.ForAll<PositiveInt[], PositiveInt[]>((left, right) =>
    {
        var together = Of([.. left.Concat(right).Select(one => (double)one.Get)]);
        var added = Of([.. left.Select(one => (double)one.Get)]);
        added.Add(Of([.. right.Select(one => (double)one.Get)]));
        return added.Count == together.Count && Shares.All(share => added.Quantile(share) == together.Quantile(share));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_nothing_there_is_no_quantile() => Assert.Null(new LatencyHistogram().Quantile(0.5));

    [Theory]
    [InlineData(0)]
    [InlineData(1e9)]
    public void What_is_outside_counts_as_the_nearest(double milliseconds) => Assert.InRange(Of([milliseconds]).Quantile(1)!.Value, 0.09, 215_000);

    private static LatencyHistogram Of(double[] milliseconds)
    {
        var histogram = new LatencyHistogram();
        foreach (var one in milliseconds) histogram.Add(TimeSpan.FromMilliseconds(one));
        return histogram;
    }

    private static double True(double[] milliseconds, double share)
    {
        double[] sorted = [.. milliseconds.Order()];
        return sorted[Math.Max(1, (int)Math.Ceiling(share * sorted.Length)) - 1];
    }
}
