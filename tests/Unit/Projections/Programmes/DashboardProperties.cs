using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Projections;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Projections.Programmes;

/// <summary>However the events of a programme come, its counters are the sums over its learners, and what an oracle counts from all events.</summary>
[Trait("Requirement", "S75")]
public sealed class DashboardProperties
{
    private static readonly Projection Projection = ProgrammeDashboardProjection.Declared;

    [Fact]
    [Trait("Requirement", "S42")]
    public void Counters_are_what_the_events_say() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(25), Prop.ForAll(Seeds(), seed =>
    {
        var cohort = new Cohort(seed, people: 6);
        var events = cohort.Records.SelectMany(record => record.Events).ToList();
        var folded = Fold(Batches(cohort, new Random(seed)));
        Same(Sum(folded.Documents), folded.Counters);
        new DashboardCheck(cohort, new Oracle(events)).Verify(folded.Counters, folded.Documents.Values.Select(document => document.Content).OfType<Learner>());
    }));

    [Fact]
    public void The_order_of_batches_and_what_comes_again_changes_nothing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(15), Prop.ForAll(Seeds(), seed =>
    {
        var cohort = new Cohort(seed, people: 4);
        var (one, other) = (Fold(Batches(cohort, new Random(1))), Fold(Batches(cohort, new Random(seed))));
        Same(one.Counters, other.Counters);
        Assert.Equal(Text(one.Documents), Text(other.Documents));
    }));

    private static Arbitrary<int> Seeds() => Gen.Choose(0, 1_000_000).ToArbitrary();

    /// <summary>Parts of each record's events, from the beginning or from where one was, in any order of records, and in the end all of it once more.</summary>
    private static IEnumerable<IReadOnlyList<FeedEvent>> Batches(Cohort cohort, Random random)
    {
        var done = cohort.Records.Select(_ => 0).ToArray();
        while (cohort.Records.Index().Any(record => done[record.Index] < record.Item.Events.Count))
        {
            var batch = new List<FeedEvent>();
            for (var i = 0; i < 8; i++)
            {
                var at = random.Next(done.Length);
                var next = Math.Min(done[at] + random.Next(1, 4), cohort.Records[at].Events.Count);
                batch.AddRange(Feed(cohort, at, from: random.Next(2) == 0 ? 0 : done[at], next));
                done[at] = next;
            }

            yield return batch;
        }

        yield return [.. Enumerable.Range(0, done.Length).SelectMany(at => Feed(cohort, at, 0, done[at]))];
    }

    private static IEnumerable<FeedEvent> Feed(Cohort cohort, int record, int from, int to) =>
        cohort.Records[record].Events.Take(to).Skip(from).Select(fact => FeedEvent.Of([cohort.Records[record].Domain], JsonSerializer.SerializeToElement(fact))!);

    private static (Dictionary<DocumentPlace, ReadDocument> Documents, Dictionary<string, long> Counters) Fold(IEnumerable<IReadOnlyList<FeedEvent>> batches)
    {
        var (documents, counters) = (new Dictionary<DocumentPlace, ReadDocument>(), new Dictionary<string, long>());
        foreach (var events in batches.SelectMany(batch => DocumentEvents.Group(Projection, batch)))
        {
            var outcome = new Folding(events.Declared, key: null, new HashSet<string>(), new ConsentMark(Stands: true, Revision: 1)).Fold(documents.GetValueOrDefault(events.Place!, ReadDocument.Empty), events.Events);
            Assert.Empty(outcome.Stops);
            documents[events.Place!] = outcome.Document;
            foreach (var patch in outcome.Patches)
            {
                Assert.InRange(patch.Increments.Count, 1, 10);
                foreach (var (counter, by) in patch.Increments) counters[$"{patch.Tally}/{counter}"] = counters.GetValueOrDefault($"{patch.Tally}/{counter}") + by;
            }
        }

        return (documents, counters);
    }

    private static Dictionary<string, long> Sum(Dictionary<DocumentPlace, ReadDocument> documents) => documents.Values.Select(document => document.Content).OfType<Learner>()
        .SelectMany(LearnerTally.Of).GroupBy(one => $"{one.Key.Tally}/{one.Key.Counter}").ToDictionary(one => one.Key, one => one.Sum(counter => counter.Value));

    private static void Same(Dictionary<string, long> expected, Dictionary<string, long> counters) => Assert.Equal(
        expected.Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal), counters.Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal));

    private static IEnumerable<string> Text(Dictionary<DocumentPlace, ReadDocument> documents) => documents
        .OrderBy(one => $"{one.Key}", StringComparer.Ordinal).Select(one => $"{one.Key} {DocumentJson.Write(one.Value.Content!).ToJsonString()} {string.Join(' ', one.Value.Next)}");
}
