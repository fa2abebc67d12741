using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Projections.PeopleDirectory;
using Serverless.Kernel.Events;

namespace Serverless.Unit.Projections;

public sealed class DirectoryFoldTests
{
    private static readonly PersonEvent[] Life =
    [
        new PersonRegistered { Name = "Ada", Email = "a@example.org", Language = "en" },
        new PersonChanged { Name = "Ada Lovelace", Email = "a@example.org", Language = "en" },
        new PersonDeleted(),
        new PersonRestored(),
    ];

    [Fact]
    public void An_entry_says_what_somebody_is_called_and_whether_they_are_here()
    {
        Assert.Equal(new DirectoryEntry { Name = "Ada Lovelace", Status = PersonStatus.Active }, Fold(Life));
        Assert.Equal(new DirectoryEntry { Name = "Ada Lovelace", Status = PersonStatus.Deleted }, Fold(Life[..3]));
    }

    [Fact]
    public void Somebody_is_listed_from_their_consent_until_they_withdraw_it()
    {
        Assert.True(Fold([Granted(ConsentPurpose.Directory)]).IsListed);
        Assert.False(Fold([Granted(ConsentPurpose.Directory), Withdrawn(ConsentPurpose.Directory)]).IsListed);
        Assert.True(Fold([Withdrawn(ConsentPurpose.Directory), Granted(ConsentPurpose.Directory)]).IsListed);
    }

    [Fact]
    public void Other_purposes_list_and_unlist_nobody()
    {
        foreach (var other in Enum.GetValues<ConsentPurpose>().Where(purpose => purpose != ConsentPurpose.Directory))
        {
            Assert.False(Fold([Granted(other)]).IsListed);
            Assert.True(Fold([Granted(ConsentPurpose.Directory), Withdrawn(other)]).IsListed);
        }
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public void In_whatever_order_a_person_and_their_consents_come_the_entry_is_the_same()
    {
        var consents = from purpose in Gen.Elements(Enum.GetValues<ConsentPurpose>())
                       from isGranted in Gen.Elements(true, false)
                       select isGranted ? (ConsentEvent)Granted(purpose) : Withdrawn(purpose);
        var histories = from said in consents.ListOf(6)
                        from turns in Gen.Elements(true, false).ListOf(Life.Length + 6)
                        select (Said: said, Turns: turns);
        Check.QuickThrowOnFailure(Prop.ForAll(histories.ToArbitrary(), one =>
        {
            var (life, said) = (new Queue<object>(Life), new Queue<object>(one.Said));
            var mixed = one.Turns.Select(turn => (turn || said.Count == 0) && life.Count > 0 ? life.Dequeue() : said.Count > 0 ? said.Dequeue() : life.Dequeue()).ToList();
            return Fold(mixed) == Fold([.. Life, .. one.Said]);
        }));
    }

    private static DirectoryEntry Fold(IEnumerable<object> facts) => facts.Aggregate((DirectoryEntry?)null, (entry, fact) => PeopleDirectoryFold.Of(entry, fact, Document))!;

    private static ConsentGranted Granted(ConsentPurpose purpose) => new()
    {
        Sequence = 1, PreviousHash = "", Hash = "", Purpose = purpose, PolicyVersion = "1", RecordedAt = Document.At, RecordedBy = "staff-1",
    };

    private static ConsentWithdrawn Withdrawn(ConsentPurpose purpose) => new()
    {
        Sequence = 1, PreviousHash = "", Hash = "", Purpose = purpose, PolicyVersion = "1", RecordedAt = Document.At, RecordedBy = "staff-1",
    };

    /// <summary>Nothing of it is in an entry.</summary>
    private static EventDocument Document { get; } = new()
    {
        Id = Guid.NewGuid(),
        TenantId = "acme",
        SubjectId = Guid.NewGuid().ToString(),
        Kind = "sample",
        RecordId = Guid.NewGuid(),
        RecordType = "sample",
        Version = 1,
        Index = 0,
        Final = true,
        At = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        By = new Who("staff-1", []),
        Why = new Why("tested", TraceParent: null, Guid.NewGuid()),
        Data = [],
        Changes = [],
    };
}
