using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Archives;

/// <summary>Erasure reaches what is archived: nothing is certified of what it has not reached, and nothing keeps it from its end for ever.</summary>
[Trait("Requirement", "S6")]
[Trait("Requirement", "S54")]
public sealed partial class ArchiveErasureTests(ReturningApp app) : IClassFixture<ReturningApp>
{
    private readonly Guid _person = Guid.NewGuid();
    private readonly Guid _other = Guid.NewGuid();

    [Fact]
    public async Task What_is_deleted_is_blanked_where_it_was_and_nothing_is_left_in_its_place()
    {
        await app.VisitAsync(Visit.Calls, _person, "north", "A secret.");
        var other = await app.VisitAsync(Visit.Calls, _other, "north", "Stays.");
        var part = await app.ArchiveAsync(Visit.Calls, _person, _other);
        var place = Assert.Single(Assert.Single(await app.EntriesAsync(_person)).Records).Place;
        Assert.Equal(new SubjectCount(Erasable: 4, Retained: 0, Readable: 0), await CountAsync());

        await app.EraseAsync(_person);
        Assert.True(ArchiveMember.IsBlank((await app.BytesAsync(part)).AsSpan((int)place.Offset, place.Length)));
        Assert.Equal(SubjectCount.None, await CountAsync());
        Assert.DoesNotContain(await app.DocumentsAsync("calls"), document => (string?)document["subjectId"] == $"{_person}");
        Assert.Equal("Stays.", (await app.FindAsync(Visit.Calls, other))!.State.Note);
        Assert.Equal(SubjectErased.Nothing, await EraseArchivesAsync());
    }

    [Fact]
    [Trait("Requirement", "S9")]
    [Trait("Requirement", "S10")]
    public async Task What_stays_as_statistics_becomes_what_it_would_have_become_without_an_archive()
    {
        foreach (var person in new[] { _person, _other }) await app.VisitAsync(Visit.Visits, person, "north", "A secret.", "Another.");
        var before = await AnonymousAsync();
        await app.EraseAsync(_other);
        var unarchived = (await AnonymousAsync()).Except(before).ToList();
        var part = await app.ArchiveAsync(Visit.Visits, _person);

        await app.EraseAsync(_person);
        var archived = (await AnonymousAsync()).Except(before).Except(unarchived).ToList();
        Assert.Equal(5, archived.Count);
        Assert.Equal(unarchived.Select(Plain).Order(StringComparer.Ordinal), archived.Select(Plain).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(archived, document => document.Contains($"{_person}", StringComparison.Ordinal));
        Assert.Equal(SubjectCount.None, await CountAsync());
        Assert.True(ArchiveMember.IsBlank(await app.BytesAsync(part)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_offline_is_asked_for_and_waited_for_and_the_rest_is_not(bool isDeleted)
    {
        var domain = isDeleted ? Visit.Calls : Visit.Visits;
        await app.VisitAsync(domain, _person, "north", "Far.");
        var far = await app.ArchiveAsync(domain, _person);
        await app.VisitAsync(domain, _person, "north", "Near.");
        var near = await app.ArchiveAsync(domain, _person);
        await app.GoOfflineAsync(far);
        app.Gate.IsOpen = false;
        Assert.Equal((4, ArchiveErasure.Offline), await ErasedAsync());
        Assert.Equal((0, ArchiveErasure.Offline), await ErasedAsync());
        Assert.Equal(4, (await CountAsync()).Erasable);
        Assert.Equal(far.Id, Assert.Single(await app.EntriesAsync(_person)).Id);
        Assert.True(ArchiveMember.IsBlank(await app.BytesAsync(near)));

        app.Gate.IsOpen = true;
        Assert.Equal((0, ArchiveErasure.Offline), await ErasedAsync());
        Assert.Equal((4, null), await ErasedAsync());
        Assert.Equal(SubjectCount.None, await CountAsync());
    }

    [Fact]
    [Trait("Requirement", "S95")]
    public async Task An_archival_that_is_about_to_write_or_to_remove_is_waited_for_and_one_that_was_given_up_is_not()
    {
        await app.VisitAsync(Visit.Calls, _person, "north", "A secret.");
        var part = await app.ArchiveAsync(Visit.Calls, _person);
        await app.Get<ArchiveIndex>().PutAsync(part with { RemovedAt = null }, CancellationToken.None);
        Assert.Equal((0, ArchiveErasure.Archival), await ErasedAsync());
        Assert.False(ArchiveMember.IsBlank(await app.BytesAsync(part)));
        await app.Get<ArchiveIndex>().RemoveAsync(part, CancellationToken.None);
        await app.Blob(part).DeleteAsync();
        Assert.Equal((0, ArchiveErasure.Archival), await ErasedAsync());
        Assert.Equal(4, (await CountAsync()).Erasable);

        app.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal((4, null), await ErasedAsync());
        Assert.Equal(SubjectCount.None, await CountAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_damaged_is_left_and_counted_until_somebody_has_mended_it(bool isDeleted)
    {
        var domain = isDeleted ? Visit.Calls : Visit.Visits;
        await app.VisitAsync(domain, _person, "north", "A secret.");
        var part = await app.ArchiveAsync(domain, _person);
        var whole = await app.BytesAsync(part);
        await app.Blob(part).UploadAsync(BinaryData.FromBytes(Encoding.UTF8.GetBytes(new string('x', whole.Length))), overwrite: true);
        Assert.Null((await ErasedAsync()).WaitsFor);
        Assert.Equal((0, null), await ErasedAsync());
        Assert.Equal(1, (await CountAsync()).Erasable);

        await app.Blob(part).UploadAsync(BinaryData.FromBytes(whole), overwrite: true);
        Assert.Equal((1, null), await ErasedAsync());
        Assert.Equal(SubjectCount.None, await CountAsync());
        Assert.True(ArchiveMember.IsBlank(await app.BytesAsync(part)));
    }

    /// <summary>What read models would be made of is asked for where it lies, before anything is erased.</summary>
    [Fact]
    public async Task What_cannot_be_read_keeps_nothing_from_being_counted()
    {
        await app.VisitAsync(Visit.Visits, _person, "north", "A secret.");
        var part = await app.ArchiveAsync(Visit.Visits, _person);
        var whole = await app.Get<SubjectStores>().CountAsync(app.PlaceOf(_person), CancellationToken.None);
        await app.GoOfflineAsync(part);
        Assert.Equal(whole, await app.Get<SubjectStores>().CountAsync(app.PlaceOf(_person), CancellationToken.None));
        await app.Blob(part).UploadAsync(BinaryData.FromBytes(new byte[part.Bytes]), overwrite: true);
        Assert.Equal(whole, await app.Get<SubjectStores>().CountAsync(app.PlaceOf(_person), CancellationToken.None));
        Assert.Equal((1, 4), (whole["visits"].Erasable, whole["archives"].Erasable));
    }

    [Fact]
    public async Task What_the_account_has_deleted_by_then_is_no_reason_to_wait_and_counts_as_nothing()
    {
        await app.VisitAsync(Visit.Visits, _person, "north", "Gone.");
        var part = await app.ArchiveAsync(Visit.Visits, _person);
        await app.Blob(part).DeleteAsync();
        var before = await AnonymousAsync();
        await app.EraseAsync(_person);
        Assert.Equal(before, await AnonymousAsync());
        Assert.DoesNotContain(await app.DocumentsAsync("visits"), document => (string?)document["subjectId"] == $"{_person}");
        Assert.Equal(SubjectCount.None, await CountAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Requirement", "S95")]
    public async Task A_process_that_ends_after_any_request_leaves_what_the_next_one_finishes(bool isDeleted)
    {
        var domain = isDeleted ? Visit.Calls : Visit.Visits;
        var anonymous = await AnonymousAsync();
        var cut = await app.CutOffAsync(() => LiveAsync(domain), life => app.EraseAsync(life.Person), async life =>
        {
            Assert.Equal(SubjectCount.None, await app.Archives.CountAsync(app.PlaceOf(life.Person), CancellationToken.None));
            Assert.Null(await app.Get<ArchiveBlobs>().FindAsync(life.Place, CancellationToken.None));
            var before = anonymous;
            anonymous = await AnonymousAsync();
            Assert.Equal(isDeleted ? 0 : 4, anonymous.Except(before).Count());
        });
        Assert.InRange(cut, 10, 100);
    }

    /// <summary>However many others are archived with them.</summary>
    [Fact]
    public async Task Counting_costs_what_there_is_of_the_person_and_not_what_there_is()
    {
        await app.VisitAsync(Visit.Calls, _person, "north", "One.");
        await app.ArchiveAsync(Visit.Calls, _person);
        // The first question of a client asks where its partitions are, too.
        await CountAsync();
        var before = await RequestsAsync();
        var others = Enumerable.Range(0, 30).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var other in others) await app.VisitAsync(Visit.Calls, other, "north");
        await app.ArchiveAsync(Visit.Calls, others);
        Assert.Equal(before, await RequestsAsync());
    }

    private async Task<(Guid Person, ArchivedPlace Place)> LiveAsync(Domain<Visit, VisitEvent> domain)
    {
        var person = Guid.NewGuid();
        await app.VisitAsync(domain, person, "north", "A secret.");
        await app.ArchiveAsync(domain, person);
        return (person, Assert.Single(Assert.Single(await app.EntriesAsync(person)).Records).Place);
    }

    private Task<SubjectErased> EraseArchivesAsync() => app.Archives.EraseAsync(app.PlaceOf(_person), CancellationToken.None);

    private async Task<(long Deleted, string? WaitsFor)> ErasedAsync() => await EraseArchivesAsync() is var erased ? (erased.Deleted, erased.WaitsFor) : default;

    private Task<SubjectCount> CountAsync() => app.Archives.CountAsync(app.PlaceOf(_person), CancellationToken.None);

    private async Task<long> RequestsAsync() => (await app.CountAsync(CountAsync)).Values.Sum();

    private async Task<IReadOnlyList<string>> AnonymousAsync() =>
        [.. (await app.DocumentsAsync("visits")).Where(document => (bool?)document["anonymised"] == true).Select(document => document.ToJsonString())];

    /// <summary>But for ids, and what the store writes.</summary>
    private static string Plain(string text)
    {
        var document = JsonNode.Parse(text)!.AsObject();
        foreach (var name in document.Select(field => field.Key).Where(name => name.StartsWith('_')).ToList()) document.Remove(name);
        return Id().Replace(document.ToJsonString(), "id");
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Id();
}
