using Serverless.Cloud.Keys;

namespace Serverless.Contracts.KeyStore;

/// <summary>What may be done with a subject's data lies with their key, and holds in every process after a while.</summary>
public sealed class StandingTests : IAsyncLifetime
{
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_restriction_holds_at_once_where_it_is_set_and_ends_there_at_once()
    {
        var (keys, subject, id) = (_world.Process().Subjects, _world.NewSubject(), Guid.NewGuid());
        var key = await keys.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        Assert.False(await IsRestrictedAsync(keys, subject));
        await keys.RestrictAsync(KeyWorld.Tenant, subject, id, "erasure", default);
        Assert.True(await IsRestrictedAsync(keys, subject));
        Assert.Equal(key.Id, (await keys.FindAsync(KeyWorld.Tenant, subject, default))!.Id);
        await keys.EndRestrictionAsync(KeyWorld.Tenant, subject, id, default);
        Assert.False(await IsRestrictedAsync(keys, subject));
        Assert.Equal(key.Id, (await keys.GetOrCreateAsync(KeyWorld.Tenant, subject, default)).Id);
    }

    [Fact]
    public async Task Another_process_knows_within_the_lifetime_or_at_once_when_it_must_be_certain()
    {
        var options = new KeyOptions();
        var (one, other, subject, id) = (_world.Process().Subjects, _world.Process().Subjects, _world.NewSubject(), Guid.NewGuid());
        await one.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        Assert.False(await IsRestrictedAsync(other, subject));
        await one.RestrictAsync(KeyWorld.Tenant, subject, id, "objection", default);

        _world.Time.Advance(options.CacheLifetime - TimeSpan.FromTicks(1));
        Assert.False(await IsRestrictedAsync(other, subject));
        _world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(await IsRestrictedAsync(other, subject));

        await one.EndRestrictionAsync(KeyWorld.Tenant, subject, id, default);
        Assert.True(await IsRestrictedAsync(other, subject));
        Assert.False((await other.ReadStandingAsync(KeyWorld.Tenant, subject, default)).IsRestricted);
        Assert.False(await IsRestrictedAsync(other, subject));
    }

    [Fact]
    public async Task It_stands_until_the_last_restriction_has_ended()
    {
        var (keys, subject) = (_world.Process().Subjects, _world.NewSubject());
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids) await keys.RestrictAsync(KeyWorld.Tenant, subject, id, "objection", default);
        await keys.RestrictAsync(KeyWorld.Tenant, subject, ids[0], "objection", default);
        await keys.EndRestrictionAsync(KeyWorld.Tenant, subject, ids[0], default);
        await keys.EndRestrictionAsync(KeyWorld.Tenant, subject, ids[0], default);
        await keys.EndRestrictionAsync(KeyWorld.Tenant, subject, ids[1], default);
        Assert.True(await IsRestrictedAsync(keys, subject));
        await keys.EndRestrictionAsync(KeyWorld.Tenant, subject, ids[2], default);
        Assert.False(await IsRestrictedAsync(_world.Process().Subjects, subject));
    }

    [Fact]
    public async Task Who_has_no_key_yet_can_be_restricted_and_gets_one_afterwards()
    {
        var (keys, other, subject, id) = (_world.Process().Subjects, _world.Process().Subjects, _world.NewSubject(), Guid.NewGuid());
        await keys.RestrictAsync(KeyWorld.Tenant, subject, id, "objection", default);
        Assert.Null(await keys.FindAsync(KeyWorld.Tenant, subject, default));
        Assert.Null(await other.FindAsync(KeyWorld.Tenant, subject, default));
        var key = await other.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        Assert.Equal(key.Id, (await keys.GetOrCreateAsync(KeyWorld.Tenant, subject, default)).Id);
        Assert.True(await IsRestrictedAsync(other, subject));
        Assert.True(await IsRestrictedAsync(keys, subject));
        Assert.Equal(key.Export(), (await _world.Process().Subjects.FindAsync(KeyWorld.Tenant, subject, default))!.Export());
    }

    [Fact]
    public async Task Many_who_change_it_at_the_same_time_lose_nothing()
    {
        var processes = Enumerable.Range(0, 4).Select(_ => _world.Process().Subjects).ToList();
        var (subject, ids) = (_world.NewSubject(), Enumerable.Range(0, 16).Select(_ => Guid.NewGuid()).ToList());
        await Task.WhenAll(
            Task.WhenAll(ids.Select((id, i) => processes[i % 4].RestrictAsync(KeyWorld.Tenant, subject, id, "objection", default))),
            processes[1].GetOrCreateAsync(KeyWorld.Tenant, subject, default));
        await Task.WhenAll(ids.Skip(1).Select((id, i) => processes[i % 4].EndRestrictionAsync(KeyWorld.Tenant, subject, id, default)));
        Assert.True((await processes[0].ReadStandingAsync(KeyWorld.Tenant, subject, default)).IsRestricted);
        await processes[3].EndRestrictionAsync(KeyWorld.Tenant, subject, ids[0], default);
        Assert.False(await IsRestrictedAsync(processes[3], subject));
        Assert.NotNull(await processes[2].FindAsync(KeyWorld.Tenant, subject, default));
    }

    [Fact]
    public async Task Nothing_is_restricted_of_whom_was_erased()
    {
        var (keys, subject) = (_world.Process().Subjects, _world.NewSubject());
        await keys.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        await keys.RestrictAsync(KeyWorld.Tenant, subject, Guid.NewGuid(), "erasure", default);
        var at = await keys.DestroyAsync(KeyWorld.Tenant, subject, default);
        Assert.False(await IsRestrictedAsync(keys, subject));
        await keys.RestrictAsync(KeyWorld.Tenant, subject, Guid.NewGuid(), "erasure", default);
        var standing = await _world.Process().Subjects.StandingAsync(KeyWorld.Tenant, subject, default);
        Assert.Equal((null, at, false), (standing.Key, standing.DestroyedAt, standing.IsRestricted));
    }

    [Fact]
    public async Task Those_of_many_are_looked_up_in_few_requests()
    {
        var (keys, other) = (_world.Process().Subjects, _world.Process().Subjects);
        var subjects = Enumerable.Range(0, 20).Select(_ => _world.NewSubject()).ToList();
        foreach (var subject in subjects.Take(10)) await keys.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        foreach (var subject in subjects.Take(3)) await keys.RestrictAsync(KeyWorld.Tenant, subject, Guid.NewGuid(), "objection", default);
        await other.StandingsAsync(KeyWorld.Tenant, [_world.NewSubject()], default);
        _world.TakeItemRequests();
        var standings = await other.StandingsAsync(KeyWorld.Tenant, subjects, default);
        Assert.InRange(_world.TakeItemRequests().Values.Sum(), 1, 4);
        Assert.Equal(10, standings.Count);
        Assert.Equal(subjects.Take(3).Order(), standings.Where(one => one.Value.IsRestricted).Select(one => one.Key).Order());
    }

    [Fact]
    public async Task What_a_subject_consents_to_is_known_by_name()
    {
        var (keys, subject) = (_world.Process().Subjects, _world.NewSubject());
        Assert.Empty((await keys.StandingAsync(KeyWorld.Tenant, subject, default)).Consents);
        await keys.ConsentAsync(KeyWorld.Tenant, subject, ["research", "directory"], default);
        Assert.Equal(["directory", "research"], (await _world.Process().Subjects.StandingAsync(KeyWorld.Tenant, subject, default)).Consents.Order());
        await keys.ConsentAsync(KeyWorld.Tenant, subject, ["research"], default);
        Assert.Equal(["research"], (await keys.StandingAsync(KeyWorld.Tenant, subject, default)).Consents);
    }

    /// <summary>A read that began before a restriction is set must not hide it once it is.</summary>
    [Fact]
    public async Task What_was_read_before_a_change_does_not_take_its_place()
    {
        var (keys, subject) = (_world.Process().Subjects, _world.NewSubject());
        await keys.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        var ids = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        foreach (var id in ids)
        {
            var reading = Enumerable.Range(0, 8).Select(_ => keys.ReadStandingAsync(KeyWorld.Tenant, subject, default)).ToList();
            await keys.RestrictAsync(KeyWorld.Tenant, subject, id, "objection", default);
            await Task.WhenAll(reading);
            Assert.True(await IsRestrictedAsync(keys, subject));
            reading = [.. Enumerable.Range(0, 8).Select(_ => keys.ReadStandingAsync(KeyWorld.Tenant, subject, default))];
            await keys.EndRestrictionAsync(KeyWorld.Tenant, subject, id, default);
            await Task.WhenAll(reading);
            Assert.False(await IsRestrictedAsync(keys, subject));
        }
    }

    private static async Task<bool> IsRestrictedAsync(SubjectKeys keys, string subject) => (await keys.StandingAsync(KeyWorld.Tenant, subject, default)).IsRestricted;
}
