using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Records;

namespace Serverless.Contracts.Projections;

/// <summary>Nothing is folded of a subject whose data is restricted until that has ended; then all of it is.</summary>
public sealed class RestrictedFoldTests(TallyApp app) : IClassFixture<TallyApp>
{
    [Fact]
    public async Task Events_wait_and_are_folded_when_it_has_ended()
    {
        var key = await app.CountAsync(at: null, 1, 2);
        var id = await RestrictAsync(key);
        await app.FoldAllAsync(key);
        Assert.Equal("", await app.StoredAsync(key, build: 1));
        Assert.All(await app.LettersAsync(key), letter => Assert.Equal((DeadLetterStatus.Parked, StopReason.Restricted), (letter.Status, letter.Reason)));
        Assert.Equal(3, (await app.LettersAsync(key)).Count);

        await EndAsync(key, id);
        Assert.Equal(3, (await app.TallyAsync(key))!.Sum);
        Assert.All(await app.LettersAsync(key), letter => Assert.Equal(DeadLetterStatus.Replayed, letter.Status));
    }

    [Fact]
    public async Task What_was_folded_before_stays_as_it_was()
    {
        var key = await app.CountAsync(at: null, 1);
        await app.FoldAllAsync(key);
        var id = await RestrictAsync(key);
        await app.Get<Commands>().ChangeAsync(
            Counter.Declaration, key, RecordApp.Command() with { ServesRights = true }, state => Counter.Add(state, 5), CancellationToken.None);
        await app.FoldAllAsync(key);
        Assert.Equal((1, true), (await app.AnswerAsync(key)).Document is { Content: Tally tally } document ? (tally.Sum, document.IsRestricted) : default);
        await EndAsync(key, id);
        Assert.Equal((6, false), (await app.AnswerAsync(key)).Document is { Content: Tally after } now ? (after.Sum, now.IsRestricted) : default);
    }

    [Fact]
    public async Task Others_of_the_batch_are_folded_also_into_documents_that_are_nobody_s()
    {
        var (restricted, free) = (await app.CountAsync(at: null, 1), await app.CountAsync(at: null, 4));
        var id = await RestrictAsync(restricted);
        var changes = (await app.ChangesAsync(restricted)).Concat(await app.ChangesAsync(free)).ToList();
        await app.FoldAsync([.. changes]);
        await app.ShelveAsync([.. changes]);
        await app.FoldAsync(Shelf.Index, changes);
        Assert.Equal(4, (await app.TallyAsync(free))!.Sum);
        Assert.Equal("", await app.StoredAsync(restricted, build: 1));
        foreach (var model in new[] { "tallies", Shelf.Declared.Name, Shelf.Index.Name })
            Assert.All(await app.LettersAsync(restricted, model), letter => Assert.Equal(StopReason.Restricted, letter.Reason));
        await EndAsync(restricted, id);
        foreach (var model in new[] { "tallies", Shelf.Declared.Name, Shelf.Index.Name })
            Assert.All(await app.LettersAsync(restricted, model), letter => Assert.Equal(DeadLetterStatus.Replayed, letter.Status));
    }

    [Fact]
    public async Task However_an_end_and_a_batch_meet_nothing_is_left()
    {
        for (var round = 0; round < 10; round++)
        {
            var key = await app.CountAsync(at: null, 1, 2);
            var id = await RestrictAsync(key);
            await Task.WhenAll(app.FoldAllAsync(key), Task.Run(() => EndAsync(key, id)));
            Assert.Equal(3, (await app.TallyAsync(key))!.Sum);
            Assert.DoesNotContain(await app.LettersAsync(key), letter => letter.Status == DeadLetterStatus.Parked);
        }
    }

    /// <summary>A rebuild makes nothing of them either; when it has ended, what it has made is complete.</summary>
    [Fact]
    public async Task What_is_rebuilt_meanwhile_is_complete_afterwards()
    {
        var (key, other) = (await app.CountAsync(at: null, 1, 2), await app.CountAsync(at: null, 5));
        await app.FoldAllAsync(key);
        await app.FoldAllAsync(other);
        var id = await RestrictAsync(key);
        await RebuildSteps.RunAsync(app.Get<IServiceProvider>(), app.Time, app.Projection.Declared, () => app.FoldAllAsync(key));
        Assert.Equal("", await app.StoredAsync(key, build: 2));
        Assert.Equal(5, (await app.TallyAsync(other))!.Sum);
        await EndAsync(key, id);
        Assert.NotEqual("", await app.StoredAsync(key, build: 2));
        Assert.Equal(3, (await app.TallyAsync(key))!.Sum);
        Assert.DoesNotContain(await app.LettersAsync(key), letter => letter.Status == DeadLetterStatus.Parked);
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
        await app.Get<Resumption>().GoOnAsync(new SubjectPlace(key.TenantId, key.SubjectId), default);
    }
}
