using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Unit.Archives;

/// <summary>A blob of an archive: what goes into it, and what is seen when it is read again.</summary>
[Trait("Requirement", "S54")]
public sealed class ArchiveDraftTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RetirementScope Scope = new("acme", Guid.NewGuid(), EnrolmentsDomain.Enrolments, Now);

    private readonly List<SubjectPlace> _subjects = [.. Enumerable.Range(0, 3).Select(_ => new SubjectPlace("acme", $"{Guid.NewGuid()}"))];

    [Fact]
    public void A_part_names_each_subject_once_with_all_of_their_records()
    {
        using var draft = Draft(7);
        var entries = draft.Entries(Now);
        Assert.Equal(_subjects, entries.Select(entry => entry.Subject));
        Assert.Equal((7, 14), (entries.Sum(entry => entry.Records.Count), entries.Sum(entry => entry.Documents)));
        Assert.Single(entries.Select(entry => (entry.Id, entry.Month, entry.Ttl)).Distinct());
        Assert.Equal(10 * 365 * 24 * 60 * 60, entries[0].Ttl);
        var part = Part(draft, entries);
        Assert.Equal((7, 3, 14, draft.Bytes), (part.Records, part.Subjects, part.Documents, part.Bytes));
        Assert.Equal($"acme/2026-01/{Scope.RunId}-0001.ndjson.gz", part.Blob);
    }

    [Fact]
    public void A_part_takes_only_so_many_records_and_bytes_and_one_that_is_too_large_by_itself()
    {
        using var few = Draft(2, most: 2);
        Assert.False(few.TryAdd(_subjects[0], Guid.NewGuid(), 1, Some()));
        using var large = Draft(0);
        Assert.True(large.TryAdd(_subjects[0], Guid.NewGuid(), 1, Some(5 * 1024 * 1024)));
        Assert.False(large.TryAdd(_subjects[0], Guid.NewGuid(), 1, Some()));
    }

    [Fact]
    public void What_is_read_again_is_every_record()
    {
        using var draft = Draft(5);
        var entries = draft.Entries(Now);
        var reading = ArchiveReading.Verify(Part(draft, entries), entries, draft.Content.ToArray(), declared: null);
        Assert.Empty(reading.Unanswered);
        Assert.All(entries.SelectMany(entry => entry.Records), record => Assert.Equal(record.RecordId, (Guid)reading.Find(record.Place)!.State["id"]!));
    }

    [Fact]
    public void One_byte_that_is_another_is_damage_wherever_it_is()
    {
        using var draft = Draft(2);
        var (entries, content) = (draft.Entries(Now), draft.Content.ToArray());
        var part = Part(draft, entries);
        for (var at = 0; at < content.Length; at += 7)
        {
            var altered = content.ToArray();
            altered[at] ^= 1;
            Assert.Throws<ArchiveDamagedException>(() => ArchiveReading.Verify(part, entries, altered, declared: null));
        }

        Assert.Throws<ArchiveDamagedException>(() => ArchiveReading.Verify(part, entries, content.AsMemory(..^1), declared: null));
        Assert.Throws<ArchiveDamagedException>(() => ArchiveReading.Verify(part, entries, content: null, declared: null));
    }

    [Fact]
    public void A_blob_that_says_so_of_itself_is_believed_only_where_something_is_blank()
    {
        using var draft = Draft(3);
        var (entries, content) = (draft.Entries(Now), draft.Content.ToArray());
        var part = Part(draft, entries);
        var place = entries[0].Records[0].Place;
        ArchiveMember.Blank(place.Length).CopyTo(content.AsSpan((int)place.Offset));
        Assert.Throws<ArchiveDamagedException>(() => ArchiveReading.Verify(part, entries, content, declared: null));
        var reading = ArchiveReading.Verify(part, entries, content, ArchiveBlobs.HashOf(content));
        Assert.Null(reading.Find(place));
        Assert.NotNull(reading.Find(entries[1].Records[0].Place));
    }

    [Fact]
    public void Bytes_of_nobody_who_is_in_the_archive_are_found_until_they_are_blank()
    {
        using var draft = Draft(6);
        var (entries, content) = (draft.Entries(Now), draft.Content.ToArray());
        IReadOnlyList<ArchiveEntry> left = [.. entries.Skip(1)];
        var part = Part(draft, entries);
        var reading = ArchiveReading.Verify(part, left, content, declared: null);
        Assert.Equal(entries[0].Records.Select(record => new Range((int)record.Place.Offset, (int)record.Place.Offset + record.Place.Length)), reading.Unanswered);
        foreach (var range in reading.Unanswered) ArchiveMember.Blank(range.End.Value - range.Start.Value).CopyTo(content, range.Start.Value);
        Assert.Empty(ArchiveReading.Verify(part with { Sha256 = ArchiveBlobs.HashOf(content) }, left, content, declared: null).Unanswered);
    }

    [Fact]
    public void Figures_add_up_by_month_and_reason()
    {
        var sum = MonthFigures.Sum(
        [
            MonthFigures.None("2026-02").With(LeftAlone.Restricted), MonthFigures.None("2026-01") with { Records = 1, Events = 2, Bytes = 3 },
            MonthFigures.None("2026-02").With(LeftAlone.Restricted).With(LeftAlone.LegalHold), MonthFigures.None("2026-01") with { Records = 10, Events = 20, Bytes = 30 },
        ]);
        Assert.Equal([("2026-01", 11, 22, 33), ("2026-02", 0, 0, 0)], sum.Select(month => (month.Month, month.Records, month.Events, month.Bytes)));
        Assert.Equal(new Dictionary<LeftAlone, long> { [LeftAlone.LegalHold] = 1, [LeftAlone.Restricted] = 2 }, sum[1].LeftAlone);
    }

    private ArchiveDraft Draft(int records, int most = 500)
    {
        var draft = new ArchiveDraft(Scope, number: 1, "2026-01", most);
        for (var i = 0; i < records; i++)
        {
            var id = Guid.NewGuid();
            Assert.True(draft.TryAdd(_subjects[i % 3], id, version: 1, new ArchivedRecord(new JsonObject { ["id"] = id }, [new JsonObject { ["version"] = 1 }]).Write()));
        }

        return draft;
    }

    private static ArchivePart Part(ArchiveDraft draft, IReadOnlyList<ArchiveEntry> entries) =>
        draft.Part(ArchiveBlobs.HashOf(draft.Content.Span), Now, new HashSet<SubjectPlace>(), LookedAt.Nothing) with { Subjects = entries.Count };

    private static ArchiveMember Some(int length = 100) => new(RandomNumberGenerator.GetBytes(length), "", Documents: 1);
}
