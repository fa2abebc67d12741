using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;

namespace Serverless.Unit.Projections;

/// <summary>However events reach a read model, the document is the same.</summary>
[Trait("Requirement", "S75")]
public sealed class FoldProperties
{
    private static readonly Guid Programme = Guid.NewGuid();

    private static readonly History History = new History()
        .Person(
            [new PersonRegistered { Name = "Ada", Email = "a@example.org", Language = "en" }],
            [new PersonDeleted(), new PersonRestored()],
            [new PersonChanged { Name = "Ada L.", Email = "a@example.org", Language = "en" }])
        .Application(Programme, new ApplicationSubmitted { ProgrammeId = Programme }, new ApplicationReviewStarted { ProgrammeId = Programme })
        .Application(Programme)
        .Application(Programme, new ApplicationWithdrawn { ProgrammeId = Programme });

    private static readonly string Expected = History.Text(History.Fold(ReadDocument.Empty, History.Records.SelectMany(record => record)).Document);

    [Fact]
    public void The_order_of_different_records_does_not_matter() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices(), choices => Text([Interleaved(choices)]) == Expected));

    [Fact]
    public void Batches_can_be_cut_anywhere() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices(), choices => Text(Cut(Interleaved(choices), choices)) == Expected));

    [Fact]
    public void What_comes_again_changes_nothing() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices(), choices =>
        {
            var all = Interleaved(choices);
            // After each batch, all from the beginning again up to there, as after a process that could not say how far it was.
            var batches = Cut(all, choices);
            var seen = new List<JsonObject>();
            return Text(batches.SelectMany(batch =>
            {
                seen.AddRange(batch);
                return new[] { batch, [.. seen] };
            })) == Expected;
        }));

    [Fact]
    public void An_event_is_never_folded_before_its_predecessor() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Choices(), choices =>
        {
            var all = Interleaved(choices);
            var without = all.Where((_, i) => i != Math.Abs(choices[0]) % all.Count).ToList();
            var outcome = History.Fold(ReadDocument.Empty, without);
            // The rest of the record of the missing one waits, and the missing one brings all of it back.
            return outcome.Stops.All(stop => stop.Reason == StopReason.Waiting)
                && History.Text(History.Fold(outcome.Document, all).Document) == Expected;
        }));

    private static Arbitrary<int[]> Choices() => Gen.Choose(0, 1000).ArrayOf(40).ToArbitrary();

    private static string Text(IEnumerable<IReadOnlyList<JsonObject>> batches) =>
        History.Text(batches.Aggregate(ReadDocument.Empty, (document, batch) => History.Fold(document, batch).Document));

    /// <summary>All events, each record's in order.</summary>
    private static List<JsonObject> Interleaved(int[] choices)
    {
        var left = History.Records.Select(record => new Queue<JsonObject>(record)).ToList();
        var all = new List<JsonObject>();
        for (var i = 0; left.Count > 0; i++)
        {
            var record = left[choices[i % choices.Length] % left.Count];
            all.Add(record.Dequeue());
            left.RemoveAll(queue => queue.Count == 0);
        }

        return all;
    }

    private static IEnumerable<IReadOnlyList<JsonObject>> Cut(List<JsonObject> all, int[] choices)
    {
        for (int at = 0, i = 0; at < all.Count; i++)
        {
            var size = 1 + (choices[i % choices.Length] % 4);
            yield return all.Skip(at).Take(size).ToList();
            at += size;
        }
    }
}
