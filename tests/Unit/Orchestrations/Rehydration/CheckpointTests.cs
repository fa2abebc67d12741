using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Orchestrations.Rehydration;

namespace Serverless.Unit.Orchestrations.Rehydration;

/// <summary>What a rehydration says of its records adds up, however often it goes round.</summary>
[Trait("Requirement", "S54")]
public sealed class CheckpointTests
{
    private static readonly RehydrationCheckpoint Start = new() { Place = new("acme", $"{Guid.NewGuid()}", Guid.NewGuid()), Poll = TimeSpan.FromHours(1), Total = 7 };

    private static readonly Gen<BroughtBack> Pages =
        from counts in Gen.Choose(0, 3).ArrayOf(4)
        from code in Gen.Elements<string?>(null, "archive-offline")
        select new BroughtBack(new RehydrationCounts(counts[0], counts[1], counts[2], counts[3]), HasMoved: counts[0] + counts[1] > 0, code);

    [Fact]
    public void What_came_back_counts_for_good_and_what_was_left_alone_anew_in_each_round() => Prop.ForAll(
        Pages.ListOf().ToArbitrary(), Pages.ListOf().ToArbitrary(), (first, second) =>
        {
            var ended = Go(Go(Start, first).NextRound(), second);
            Assert.Equal(first.Concat(second).Sum(page => page.Counts.Back), ended.Counts.Back);
            Assert.Equal(first.Concat(second).Sum(page => page.Counts.Lost), ended.Counts.Lost);
            Assert.Equal(second.Sum(page => page.Counts.Damaged), ended.Counts.Damaged);
            Assert.Equal(second.Sum(page => page.Counts.Restricted), ended.Counts.Restricted);
            Assert.Equal(second.Any(page => page.HasMoved), ended.HasMoved);
            Assert.Equal(second.Any(page => page.WaitsFor is not null), ended.WaitsFor is not null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    /// <summary>Orchestrations that are under way were started by older versions.</summary>
    [Fact]
    public void It_is_read_as_it_was_written()
    {
        var checkpoint = Go(Start, [new(new(1, 2, 3, 4), HasMoved: true, "archival")]);
        Assert.Equal(checkpoint, JsonSerializer.Deserialize<RehydrationCheckpoint>(JsonSerializer.Serialize(checkpoint)));
    }

    private static RehydrationCheckpoint Go(RehydrationCheckpoint from, IEnumerable<BroughtBack> pages) =>
        pages.Aggregate(from, (checkpoint, page) => checkpoint.After(new ArchivedPage([], Continuation: null), page));
}
