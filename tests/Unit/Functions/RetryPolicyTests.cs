using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.Unit.Functions;

public sealed class RetryPolicyTests
{
    [Fact]
    public void A_growing_delay_begins_at_the_minimum_never_shrinks_and_ends_at_the_maximum() => Prop.ForAll(
        Gen.Choose(1, 100_000).Two().ToArbitrary(),
        pair =>
        {
            var (minimum, maximum) = (TimeSpan.FromMilliseconds(Math.Min(pair.Item1, pair.Item2)), TimeSpan.FromMilliseconds(Math.Max(pair.Item1, pair.Item2)));
            var policy = Policy(new ExponentialBackoffRetryAttribute(-1, minimum.ToString(), maximum.ToString()));
            var delays = Enumerable.Range(1, 60).Select(policy.DelayBefore).ToList();
            return delays[0] == minimum && delays[^1] == maximum && delays.Order().SequenceEqual(delays);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_growing_delay_adds_what_doubles_give_or_take_a_fifth() => Prop.ForAll(
        Gen.Choose(2, 12).ToArbitrary(),
        retry =>
        {
            var added = Policy(new ExponentialBackoffRetryAttribute(-1, "00:00:01", "10:00:00")).DelayBefore(retry).TotalSeconds - 1;
            return added >= 0.8 * Math.Pow(2, retry - 2) && added <= 1.2 * Math.Pow(2, retry - 2);
        }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1_000_000)]
    public void A_fixed_delay_stays(int retry) =>
        Assert.Equal(TimeSpan.FromSeconds(10), Policy(new FixedDelayRetryAttribute(-1, "00:00:10")).DelayBefore(retry));

    [Theory]
    [InlineData("soon")]
    [InlineData("-00:00:01")]
    public void What_is_no_interval_is_refused_by_its_name(string interval)
    {
        Assert.Equal("delayInterval", Assert.Throws<ArgumentOutOfRangeException>(() => new FixedDelayRetryAttribute(1, interval)).ParamName);
        Assert.Equal("minimumInterval", Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackoffRetryAttribute(1, interval, "00:00:01")).ParamName);
        Assert.Equal("maximumInterval", Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackoffRetryAttribute(1, "00:00:01", interval)).ParamName);
    }

    [Theory]
    [InlineData(0, 1, false)]
    [InlineData(3, 3, true)]
    [InlineData(3, 4, false)]
    [InlineData(-1, 1_000_000, true)]
    public void Retries_are_allowed_up_to_their_count(int max, int retry, bool allowed) =>
        Assert.Equal(allowed, Policy(new FixedDelayRetryAttribute(max, "00:00:01")).Allows(retry));

    [Fact]
    public void Without_an_attribute_nothing_is_retried() => Assert.False(Policy(null).Allows(1));

    private static RetryPolicy Policy(RetryAttribute? attribute)
    {
        var method = (MethodInfo)MethodBase.GetCurrentMethod()!;
        return RetryPolicy.Of(new("f", method, method.GetParameters()[0], new TimerTriggerAttribute("0 * * * * *"), attribute));
    }
}
