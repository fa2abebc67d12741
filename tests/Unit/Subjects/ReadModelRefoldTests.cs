using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects.ReadModels;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Unit.Projections;

namespace Serverless.Unit.Subjects;

/// <summary>What a document holds and is not found among what is stored: gone, or not seen yet.</summary>
public sealed class ReadModelRefoldTests
{
    private static readonly HashSet<string> None = [];

    private readonly IReadOnlyList<FeedEvent> _events;
    private readonly ReadDocument _document;

    public ReadModelRefoldTests()
    {
        var programme = Guid.NewGuid();
        var history = new History()
            .Person([new PersonRegistered { Name = "Ada", Email = "ada@example.org", Language = "en" }], [new PersonDeleted()])
            .Application(programme, new ApplicationWithdrawn { ProgrammeId = programme });
        var stored = history.Records.SelectMany(record => record).ToList();
        _events = [.. stored.Select(History.Feed)];
        _document = history.Fold(ReadDocument.Empty, stored).Document;
        Assert.Equal(2, _document.Next.Count);
    }

    private DateTimeOffset AMomentLater => _document.ChangedAt.AddSeconds(1);

    private DateTimeOffset LongAfter => _document.ChangedAt.AddDays(1);

    private string Application => _events[^1].Step!.Source;

    [Fact]
    public void Nothing_is_missing_where_all_of_it_is_found() => Assert.False(IsAhead(_events, None, AMomentLater));

    [Fact]
    public void What_happened_to_a_record_after_what_is_found_is_not_seen_yet() => Assert.True(IsAhead(_events.SkipLast(1), None, LongAfter));

    [Fact]
    public void What_is_found_and_not_folded_yet_is_no_reason_to_wait() =>
        Assert.False(ReadModelRefold.IsAhead(_document with { Next = _document.Next.SetItem(Application, EventPosition.First) }, _events, None, AMomentLater));

    [Fact]
    public void A_record_that_is_known_to_be_gone_is_not_waited_for() => Assert.False(IsAhead(WithoutApplication, new HashSet<string> { Application }, AMomentLater));

    [Fact]
    public void A_record_of_which_nothing_is_found_may_not_be_seen_yet_for_a_moment() => Assert.True(IsAhead(WithoutApplication, None, AMomentLater));

    [Fact]
    public void A_record_of_which_nothing_is_found_long_after_is_gone() => Assert.False(IsAhead(WithoutApplication, None, LongAfter));

    private IEnumerable<FeedEvent> WithoutApplication => _events.Where(fact => fact.Step!.Source != Application);

    private bool IsAhead(IEnumerable<FeedEvent> found, IReadOnlySet<string> gone, DateTimeOffset now) => ReadModelRefold.IsAhead(_document, [.. found], gone, now);
}
