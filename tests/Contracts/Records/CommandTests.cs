using Serverless.Cloud.Cosmos;
using Serverless.LocalCosmos;
using static Serverless.Contracts.Records.RecordApp;

namespace Serverless.Contracts.Records;

public sealed class CommandTests(RecordApp app) : IClassFixture<RecordApp>
{
    [Fact]
    [Trait("Requirement", "S44")]
    public async Task A_create_is_one_call_a_change_two_and_a_read_one()
    {
        var key = NewKey();
        await app.Keys.GetOrCreateAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        Assert.Equal([new(RequestKind.Batch, 1)], await app.CountAsync(() => app.OpenAsync(key, Command("w1"))));
        Assert.Equal([new(RequestKind.ReadItem, 1), new(RequestKind.Batch, 1)], await app.CountAsync(() => app.AddAsync(key, 1, Command("w2"))));
        Assert.Equal([new(RequestKind.ReadItem, 1)], await app.CountAsync(() => app.FindAsync(key)));
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public async Task A_read_after_a_write_sees_it()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        await app.AddAsync(key, 3);
        var read = await app.FindAsync(key);
        Assert.Equal((3, 2L), (read!.State.Sum, read.Version));
    }

    [Fact]
    [Trait("Requirement", "S44")]
    public async Task Of_many_changes_at_once_none_is_lost()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.AddAsync(key, 1)));
        Assert.All(results, result => Assert.True(result.IsSuccess));
        Assert.Equal(20, (await app.FindAsync(key))!.State.Sum);
        Assert.Equal(Enumerable.Range(2, 20).Select(version => (long)version), results.Select(result => result.Value.Record.Version).Order());
    }

    [Fact]
    [Trait("Requirement", "S44")]
    public async Task Of_many_changes_to_one_version_one_is_made()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.AddAsync(key, 1, Command(expected: 1))));
        Assert.Single(results, result => result.IsSuccess);
        Assert.All(results.Where(result => !result.IsSuccess), result => Assert.Equal(StoreErrors.Stale, result.Error));
        Assert.Equal(1, (await app.FindAsync(key))!.State.Sum);
    }

    [Fact]
    public async Task Of_many_creations_of_one_record_one_is_made()
    {
        var key = NewKey();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => app.OpenAsync(key)));
        Assert.Single(results, result => result.IsSuccess);
        Assert.All(results.Where(result => !result.IsSuccess), result => Assert.Equal(StoreErrors.Exists, result.Error));
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_changed() => Assert.Equal(StoreErrors.NotFound, (await app.AddAsync(NewKey(), 1)).Error);

    [Fact]
    public async Task A_refused_command_stores_nothing()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        Assert.Equal("negative", (await app.AddAsync(key, -1, Command("n"))).Error!.Code);
        Assert.Equal(2, (await app.DocumentsAsync(key)).Count);
    }

    [Fact]
    [Trait("Requirement", "S65")]
    public async Task A_list_that_would_grow_past_its_limit_is_refused_and_stays_as_it_was()
    {
        var key = NewKey();
        await app.OpenAsync(key, owner: "A");
        for (var i = 0; i < 50; i++) Assert.True((await app.AddAsync(key, 1)).IsSuccess);
        var refused = (await app.AddAsync(key, 1)).Error!;
        Assert.Equal(("not-as-declared", "/parts"), (refused.Code, refused.Fields[0].Pointer));
        Assert.Equal(50, (await app.FindAsync(key))!.State.Sum);
    }

    [Fact]
    [Trait("Requirement", "S65")]
    public async Task A_document_that_would_be_too_large_is_refused()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        for (var i = 0; i < 30; i++) Assert.True((await app.AddAsync(key, 1_000_000)).IsSuccess);
        var last = 0;
        while ((await app.AddAsync(key, 10_000_000)).IsSuccess) Assert.True(last++ < 20, "Nothing was too large.");
        Assert.Equal(StoreErrors.TooLarge, (await app.AddAsync(key, 10_000_000)).Error);
    }

    [Fact]
    [Trait("Requirement", "S86")]
    public async Task A_value_that_is_not_as_declared_is_refused_at_write()
    {
        var refused = (await app.OpenAsync(NewKey(), owner: new string('x', 41))).Error!;
        Assert.Equal(("not-as-declared", "/owner", "is longer than 40 characters"), (refused.Code, refused.Fields[0].Pointer, refused.Fields[0].Reason));
    }

    [Fact]
    [Trait("Requirement", "S51")]
    public async Task Nothing_is_stored_of_a_subject_whose_key_is_destroyed()
    {
        var key = NewKey();
        await app.OpenAsync(key);
        await app.Keys.DestroyAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        Assert.Equal(StoreErrors.Erased, (await app.AddAsync(key, 1)).Error);
        var read = (await app.FindAsync(key))!;
        Assert.Equal(("", "/data/owner"), (read.State.Owner, Assert.Single(read.Shredded)));
    }
}
