using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;

namespace Serverless.Contracts.Automation;

/// <summary>Nothing follows from events of a subject whose data is restricted until that has ended; then all of it does, in order.</summary>
public sealed class RestrictedReactionTests(EchoApp app) : IClassFixture<EchoApp>
{
    [Fact]
    public async Task Events_wait_and_follow_in_order_when_the_last_restriction_has_ended()
    {
        var key = await app.CountAsync(1, 2);
        var (first, second) = (await RestrictAsync(key), await RestrictAsync(key));
        await app.RunAllAsync(key);
        Assert.Empty(app.Echo.Heard(key.RecordId));
        Assert.Equal([(2L, StopReason.Restricted), (3L, StopReason.Waiting)], (await ParkedAsync(key)).Select(letter => (letter.Event.Version!.Value, letter.Reason)));

        await EndAsync(key, first);
        Assert.Empty(app.Echo.Heard(key.RecordId));
        await EndAsync(key, second);
        Assert.Equal([1, 2], app.Echo.Heard(key.RecordId).Cast<int>());
        Assert.Empty(await ParkedAsync(key));
    }

    [Fact]
    public async Task Others_of_the_batch_are_followed()
    {
        var (restricted, free) = (await app.CountAsync(1), await app.CountAsync(7, 8));
        await RestrictAsync(restricted);
        await app.RunAllAsync(restricted, free);
        Assert.Empty(app.Echo.Heard(restricted.RecordId));
        Assert.Equal([7, 8], app.Echo.Heard(free.RecordId).Cast<int>());
    }

    [Fact]
    public async Task What_comes_between_the_end_and_what_waits_does_not_overtake_it()
    {
        var key = await app.CountAsync(1);
        var id = await RestrictAsync(key);
        await app.RunAllAsync(key);
        await app.Keys.EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        await app.AddAsync(key, 2);
        await app.RunAsync((await app.EventsAsync(key))[^1]);
        await ResumeAsync(key);
        Assert.Equal([1, 2], app.Echo.Heard(key.RecordId).Cast<int>());
        Assert.Empty(await ParkedAsync(key));
    }

    /// <summary>The process ends after the first of what waits: told again, the rest follows.</summary>
    [Fact]
    public async Task What_a_process_that_ended_has_left_follows_when_it_is_told_again()
    {
        var key = await app.CountAsync(1, 2, 3);
        var id = await RestrictAsync(key);
        await app.RunAllAsync(key);
        await app.Keys.EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        app.Echo.Answer = number => number == 2 ? throw new TimeoutException("The process ends.") : Echo.Accept(number);
        await Assert.ThrowsAsync<TimeoutException>(() => ResumeAsync(key));
        app.Echo.Answer = Echo.Refuse;
        Assert.Equal([1], app.Echo.Heard(key.RecordId).Cast<int>());
        await ResumeAsync(key);
        Assert.Equal([1, 2, 3], app.Echo.Heard(key.RecordId).Cast<int>());
    }

    [Fact]
    public async Task An_end_in_another_process_that_this_one_has_not_noticed_holds_nothing_up()
    {
        var key = await app.CountAsync(1);
        var id = await RestrictAsync(key);
        using var other = new SubjectKeys(app.Get<TenantKeys>(), app.Get<Microsoft.Azure.Cosmos.Database>(), TimeProvider.System, new KeyOptions());
        await other.EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        Assert.True((await app.Keys.StandingAsync(key.TenantId, key.SubjectId, default)).IsRestricted);
        await app.RunAllAsync(key);
        Assert.Equal([1], app.Echo.Heard(key.RecordId).Cast<int>());
        Assert.Empty(await app.LettersAsync(key));
    }

    /// <summary>Whoever ends it looks for what waits; whoever parks something after that looks whether it has ended.</summary>
    [Fact]
    public async Task However_an_end_and_a_batch_meet_nothing_is_left()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = await app.CountAsync(1, 2);
            var id = await RestrictAsync(key);
            await Task.WhenAll(app.RunAllAsync(key), Task.Run(() => EndAsync(key, id)));
            Assert.Equal([1, 2], app.Echo.Heard(key.RecordId).Cast<int>().Distinct());
            Assert.Empty(await ParkedAsync(key));
        }
    }

    [Fact]
    public async Task Nobody_replays_or_discards_them_by_hand()
    {
        var key = await app.CountAsync(1, 2);
        var id = await RestrictAsync(key);
        await app.RunAllAsync(key);
        foreach (var letter in await ParkedAsync(key))
        {
            Assert.Equal(ProjectionErrors.Restricted, (await app.Desk.ReplayAsync(letter.TenantId, letter.Id, "operator-1", default)).Error);
            Assert.Equal(ProjectionErrors.Restricted, (await app.Desk.DiscardAsync(letter.TenantId, letter.Id, "operator-1", "impatience", default)).Error);
        }

        Assert.Empty(app.Echo.Heard(key.RecordId));
        await app.Keys.EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        Assert.True((await app.Desk.ReplayAsync(key.TenantId, (await ParkedAsync(key))[0].Id, "operator-1", default)).IsSuccess);
        Assert.Equal([1, 2], app.Echo.Heard(key.RecordId).Cast<int>());
    }

    private async Task<Guid> RestrictAsync(RecordKey key)
    {
        var id = Guid.NewGuid();
        await app.Keys.RestrictAsync(key.TenantId, key.SubjectId, id, "objection", default);
        return id;
    }

    private async Task EndAsync(RecordKey key, Guid id)
    {
        await app.Keys.EndRestrictionAsync(key.TenantId, key.SubjectId, id, default);
        await ResumeAsync(key);
    }

    private Task ResumeAsync(RecordKey key) => app.Get<Resumption>().GoOnAsync(new SubjectPlace(key.TenantId, key.SubjectId), default);

    private async Task<IReadOnlyList<DeadLetter>> ParkedAsync(RecordKey key) => [.. (await app.LettersAsync(key)).Where(letter => letter.Status == DeadLetterStatus.Parked)];
}
