using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.Projections;

/// <summary>Reads that must contain a write, while the feed stands still.</summary>
public sealed class ConsistencyTests(TallyApp app) : IClassFixture<TallyApp>
{
    [Fact]
    [Trait("Requirement", "S1")]
    public async Task What_no_trigger_folds_is_computed_from_the_events()
    {
        var key = await app.CountAsync(at: null, 1);
        await app.FoldAllAsync(key);
        var token = await app.AddAsync(key, 5);
        var answer = await app.AnswerAsync(key, token);
        Assert.True(answer.IsFromAuthority);
        Assert.Equal(6, ((Tally)answer.Document.Content!).Sum);
        Assert.Equal(1, (await app.TallyAsync(key))!.Sum);
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public async Task Somebody_of_whom_nothing_is_folded_is_there_all_the_same()
    {
        var key = await app.CountAsync(at: null);
        var answer = await app.AnswerAsync(key, new("counters", key.RecordId, 1, ""));
        Assert.Equal(1, ((Tally)answer.Document.Content!).Counters);
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public async Task A_read_that_waits_is_woken_by_the_fold()
    {
        var key = await app.CountAsync(at: null, 1);
        await app.FoldAllAsync(key);
        var token = await app.AddAsync(key, 5);
        var reading = app.AnswerAsync(key, token);
        await app.FoldAllAsync(key);
        var answer = await Deadline.WithinAsync("the read is answered", reading);
        Assert.Equal(6, ((Tally)answer.Document.Content!).Sum);
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public async Task What_is_folded_already_is_answered_at_once_and_from_the_read_model()
    {
        var key = await app.CountAsync(at: null, 1);
        var token = await app.AddAsync(key, 5);
        await app.FoldAllAsync(key);
        var answer = await app.AnswerAsync(key, token);
        Assert.False(answer.IsFromAuthority);
        Assert.Equal(6, ((Tally)answer.Document.Content!).Sum);
    }

    [Fact]
    [Trait("Requirement", "S1")]
    public async Task A_write_that_is_parked_is_never_answered_with_a_state_without_it()
    {
        var key = await app.CountAsync(at: null, 1);
        var token = await app.AddAsync(key, TallyProjection.Poison);
        await app.FoldAllAsync(key);
        var read = await app.Get<ReadModel>().ReadAsync(
            app.Projection.Declared, app.Projection.Tallies, new SubjectPlace(key.TenantId, key.SubjectId), token, _ => true, CancellationToken.None);
        Assert.Equal("write-parked", read.Error!.Code);
    }

    [Fact]
    public async Task A_write_of_another_container_or_subject_asks_for_nothing_here()
    {
        var (key, other) = (await app.CountAsync(at: null, 1), await app.CountAsync(at: null, 1));
        await app.FoldAllAsync(key);
        Assert.Equal(1, ((Tally)(await app.AnswerAsync(key, new("elsewhere", key.RecordId, 9, ""))).Document.Content!).Sum);
        Assert.Equal(1, ((Tally)(await app.AnswerAsync(key, new("counters", other.RecordId, 1, ""))).Document.Content!).Sum);
    }
}
