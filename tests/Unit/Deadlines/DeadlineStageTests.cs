using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Deadlines;
using static Serverless.Kernel.Deadlines.DeadlineStage;

namespace Serverless.Unit.Deadlines;

public sealed class DeadlineStageTests
{
    private static readonly DateTimeOffset Due = new(2028, 2, 29, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Near7 = TimeSpan.FromDays(7);

    [Theory]
    [InlineData(Running, -8, null)]
    [InlineData(Running, -7, Near)]
    [InlineData(Running, 0, Near)]
    [InlineData(Running, 1, Missed)]
    [InlineData(Near, -1, null)]
    [InlineData(Near, 0, null)]
    [InlineData(Near, 1, Missed)]
    [InlineData(Missed, 100, null)]
    [InlineData(Stopped, 100, null)]
    public void A_stage_is_told_when_it_has_come_and_was_not_told(DeadlineStage told, int daysAfter, DeadlineStage? next) =>
        Assert.Equal(next, told.Next(Due, Due.AddDays(daysAfter), Near7));

    [Theory]
    [InlineData(-24, 1)]
    [InlineData(-23, 0)]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    [InlineData(25, -2)]
    public void Days_that_are_left_are_whole_ones(int hoursAfter, int days) => Assert.Equal(days, DeadlineStages.DaysLeft(Due, Due.AddHours(hoursAfter)));

    [Fact]
    public void However_often_and_irregularly_somebody_looks_no_stage_is_told_twice_and_a_missed_deadline_is_told() => Prop.ForAll(
        Gen.Choose(0, 60 * 24).ListOf().ToArbitrary(),
        hours =>
        {
            var told = new List<DeadlineStage>();
            var stage = Running;
            foreach (var now in hours.Order().Append(int.MaxValue / 10_000).Select(hour => Due.AddDays(-30).AddHours(hour)))
            {
                if (stage.Next(Due, now, Near7) is not { } next) continue;
                told.Add(stage = next);
            }

            return told.Distinct().Count() == told.Count && told[^1] == Missed && told.SequenceEqual(told.Order());
        }).QuickCheckThrowOnFailure();
}
