using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Records;

namespace Serverless.Contracts.Projections;

public sealed class FoldingTests(TallyApp app) : IClassFixture<TallyApp>
{
    [Fact]
    [Trait("Requirement", "S42")]
    public async Task Events_become_a_document_and_other_documents_nothing()
    {
        var key = await app.CountAsync(at: null, 1, 2, 3);
        await app.FoldAllAsync(key);
        Assert.Equal(new Tally { Owner = "Ada", Sum = 6, Counters = 1 }, await app.TallyAsync(key));
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task What_was_folded_is_passed_over_when_it_comes_again()
    {
        var key = await app.CountAsync(at: null, 1, 2);
        await app.FoldAllAsync(key);
        var stored = await app.StoredAsync(key, 1);
        await app.FoldAllAsync(key);
        Assert.Equal(stored, await app.StoredAsync(key, 1));
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task Batches_that_are_folded_at_the_same_time_lose_nothing()
    {
        var first = await app.CountAsync(at: null, 1, 2);
        var others = Enumerable.Range(0, 5).Select(_ => first with { RecordId = Guid.NewGuid() }).ToList();
        foreach (var other in others) await app.CountAsync(other, 10);
        var changes = await app.ChangesAsync(first);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.FoldAsync([.. changes]))
            .Concat(others.Select(other => app.FoldAsync([.. changes.Where(change => (string?)change["recordId"] == other.RecordId.ToString())]))));
        Assert.Equal(new Tally { Owner = "Ada", Sum = 53, Counters = 6 }, await app.TallyAsync(first));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_is_personal_is_sealed_in_a_read_model_too()
    {
        var key = await app.CountAsync(at: null, 1);
        await app.FoldAllAsync(key);
        Assert.DoesNotContain("Ada", await app.StoredAsync(key, 1), StringComparison.Ordinal);
        Assert.Equal("Ada", (await app.TallyAsync(key))!.Owner);
    }

    /// <summary>Events of somebody whose key is destroyed are left out: there is nothing personal to show, and nothing to seal it with.</summary>
    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Nothing_is_made_of_somebody_who_was_erased()
    {
        var key = await app.CountAsync(at: null, 1);
        await app.Keys.DestroyAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        await app.FoldAllAsync(key);
        Assert.Equal("", await app.StoredAsync(key, 1));
        Assert.Empty(await app.LettersAsync(key));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task What_was_folded_before_an_erasure_opens_as_nothing()
    {
        var key = await app.CountAsync(at: null, 5);
        await app.FoldAllAsync(key);
        await app.Keys.DestroyAsync(key.TenantId, key.SubjectId, CancellationToken.None);
        var answer = await app.AnswerAsync(key);
        Assert.Equal(new Tally { Owner = null, Sum = 5, Counters = 1 }, answer.Document.Content);
        Assert.Equal(["/data/owner"], answer.Document.Shredded);
    }

    [Fact]
    public async Task A_read_is_one_request_to_the_store()
    {
        var key = await app.CountAsync(at: null, 5);
        await app.FoldAllAsync(key);
        var counts = new List<long>();
        // Now and then one looks as well which build is active, or how far the feed is.
        for (var i = 0; i < 10; i++)
        {
            app.Requests.Reset();
            await app.AnswerAsync(key);
            counts.Add(app.Requests.Snapshot().Sum(kind => kind.Value));
        }

        Assert.Equal(1, counts.Min());
    }
}
