using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.KeyStore;

/// <summary>A destroyed key is gone for good: nobody opens with it, and nobody makes another.</summary>
public sealed class DestructionTests : IAsyncLifetime
{
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_destroyed_key_is_gone_at_once_and_is_not_made_again()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        var at = await process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default);

        Assert.Null(await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        var refused = await Assert.ThrowsAsync<SubjectKeyDestroyedException>(() => process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
        Assert.Equal(at, refused.DestroyedAt);
        Assert.DoesNotContain(subject, refused.Message, StringComparison.Ordinal);

        var other = _world.Process();
        Assert.Null(await other.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        await Assert.ThrowsAsync<SubjectKeyDestroyedException>(() => other.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task Another_process_opens_with_it_for_the_lifetime_and_not_longer()
    {
        var options = new KeyOptions();
        var (destroyer, other, subject) = (_world.Process(), _world.Process(), _world.NewSubject());
        await destroyer.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        await other.Subjects.FindAsync(KeyWorld.Tenant, subject, default);
        await destroyer.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default);

        _world.Time.Advance(options.CacheLifetime - TimeSpan.FromTicks(1));
        Assert.NotNull(await other.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await other.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task Destroying_is_idempotent_and_keeps_its_time()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        var first = await process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default);
        _world.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first, await process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default));
        Assert.Equal(first, await _world.Process().Subjects.DestroyAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task A_subject_that_never_had_a_key_gets_none_any_more()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        await process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default);
        await Assert.ThrowsAsync<SubjectKeyDestroyedException>(() => _world.Process().Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task Of_those_who_create_and_destroy_at_once_the_destroyers_have_the_last_word()
    {
        for (var round = 0; round < 20; round++)
        {
            var subject = _world.NewSubject();
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
            {
                var subjects = _world.Process().Subjects;
                if (i % 3 == 0) await subjects.DestroyAsync(KeyWorld.Tenant, subject, default);
                else if (await Record.ExceptionAsync(() => subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default)) is { } refused)
                    Assert.IsType<SubjectKeyDestroyedException>(refused);
            })));
            Assert.Null(await _world.Process().Subjects.FindAsync(KeyWorld.Tenant, subject, default));
        }
    }

    [Fact]
    public async Task What_is_left_of_a_key_is_its_id_and_its_times()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        var key = await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        await process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default);
        var document = await Documents.ReadAsync(process.Database, subject, "key");
        Assert.Equal(["createdAt", "destroyedAt", "id", "keyId", "subjectId", "tenantId"], document.Select(p => p.Key).Where(name => name[0] != '_').Order());
        Assert.Equal(key.Id, (Guid)document["keyId"]!);
    }

    [Fact]
    public async Task A_destruction_whose_answer_is_lost_is_done_when_it_is_repeated()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        var fault = _world.Account.Faults.Add(new() { Action = FaultAction.DropAnswer, Operation = RequestKind.ReplaceItem, Count = 1 });
        var lost = await Record.ExceptionAsync(() => process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default));
        Assert.True(lost is null or CosmosException or HttpRequestException, $"{lost}");
        _world.Account.Faults.Remove(fault);

        await process.Subjects.DestroyAsync(KeyWorld.Tenant, subject, default);
        Assert.Null(await process.Subjects.FindAsync(KeyWorld.Tenant, subject, default));
    }
}
