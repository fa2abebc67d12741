using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Functions.Domains.Restrictions;
using Serverless.Functions.Seams;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Domains;

/// <summary>What is recorded of restrictions and holds, and what holds of it, whatever happens in between.</summary>
public sealed class RestrictionTests(RestrictionApp app) : IClassFixture<RestrictionApp>, IDisposable
{
    public void Dispose() => app.Faults.Clear();

    [Fact]
    public async Task It_holds_when_it_is_answered_and_ends_when_that_is()
    {
        var person = Guid.NewGuid();
        var set = await app.SetAsync(person);
        Assert.Equal((201, $"{person}/{set.Id}"), (set.Status, string.Join('/', set.Headers.Location.ToString().Split('/')[^2..])));
        Assert.True(await IsRestrictedAsync(person));
        Assert.Equal(200, (await app.LiftAsync(person, set.Id)).Status);
        Assert.False(await IsRestrictedAsync(person));
        Assert.Equal((404, "person-not-found"), await app.SetAsync(RestrictionApp.Nobody) is var refused ? (refused.Status, refused.Code) : default);
    }

    /// <summary>The record is stored, and the process ends before it holds.</summary>
    [Fact]
    public async Task What_is_recorded_holds_a_moment_later_also_when_the_process_ends_in_between()
    {
        var person = Guid.NewGuid();
        await app.Get<SubjectKeys>().GetOrCreateAsync("acme", person.ToString(), default);
        app.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Container = "keys", Operation = RequestKind.ReplaceItem });
        await Assert.ThrowsAnyAsync<Exception>(() => app.SetAsync(person, "set-once"));
        Assert.False(await IsRestrictedAsync(person));
        app.Faults.Clear();
        await app.UpholdAsync(person);
        Assert.True(await IsRestrictedAsync(person));

        // The same request again is the same restriction.
        var again = await app.SetAsync(person, "set-once");
        app.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Container = "keys", Operation = RequestKind.ReplaceItem });
        await Assert.ThrowsAnyAsync<Exception>(() => app.LiftAsync(person, again.Id));
        app.Faults.Clear();
        Assert.True(await IsRestrictedAsync(person));
        await app.UpholdAsync(person);
        Assert.False(await IsRestrictedAsync(person));
        await app.UpholdAsync(person);
        Assert.False(await IsRestrictedAsync(person));
    }

    [Fact]
    public async Task Told_by_many_at_once_and_again_it_is_one_restriction()
    {
        var (person, id, set, end) = (Guid.NewGuid(), Guid.NewGuid(), app.Get<RestrictProcessing>(), app.Get<EndRestriction>());
        var errors = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => set(RestrictionApp.Officer, person, id, RestrictionGround.Erasure, CancellationToken.None)));
        Assert.All(errors, Assert.Null);
        Assert.Single(await app.DocumentsAsync("restrictions", person), document => (string?)document["kind"] == "restriction-set");
        Assert.True(await IsRestrictedAsync(person));
        Assert.Equal("restriction-of-erasure", (await app.LiftAsync(person, id)).Code);

        errors = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => end(RestrictionApp.Officer, person, id, CancellationToken.None)));
        Assert.All(errors, Assert.Null);
        Assert.Single(await app.DocumentsAsync("restrictions", person), document => (string?)document["kind"] == "restriction-lifted");
        Assert.False(await IsRestrictedAsync(person));
        Assert.Equal(RestrictionErrors.Lifted, await set(RestrictionApp.Officer, person, id, RestrictionGround.Erasure, CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_is_restricted_of_whom_was_erased()
    {
        var (person, id) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.Null(await app.Get<RestrictProcessing>()(RestrictionApp.Officer, person, id, RestrictionGround.Erasure, CancellationToken.None));
        await app.Get<SubjectKeys>().DestroyAsync("acme", person.ToString(), default);
        Assert.Null(await app.Get<EndRestriction>()(RestrictionApp.Officer, person, id, CancellationToken.None));
        Assert.Equal(StoreErrors.Erased, await app.Get<RestrictProcessing>()(RestrictionApp.Officer, person, Guid.NewGuid(), RestrictionGround.Erasure, CancellationToken.None));
        await app.UpholdAsync(person);
        Assert.False(await IsRestrictedAsync(person));
    }

    [Fact]
    public async Task A_hold_is_found_until_it_is_released_or_its_time_is_over()
    {
        var (person, find) = (Guid.NewGuid(), app.Get<FindLegalHolds>());
        var (standing, timed) = ((await app.HoldAsync(person)).Id, (await app.HoldAsync(person, app.Time.GetUtcNow().AddHours(1))).Id);
        Assert.Equal(new[] { standing, timed }.Order(), (await find("acme", person, CancellationToken.None)).Select(hold => hold.HoldId).Order());
        app.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((standing, "claim"), Assert.Single(await find("acme", person, CancellationToken.None)) is var hold ? (hold.HoldId, hold.Kind) : default);
        Assert.Equal(200, (await app.ReleaseAsync(person, standing)).Status);
        Assert.Empty(await find("acme", person, CancellationToken.None));
        Assert.Empty(await find("other", person, CancellationToken.None));
    }

    private async Task<bool> IsRestrictedAsync(Guid person) => (await app.Get<SubjectKeys>().ReadStandingAsync("acme", person.ToString(), default)).IsRestricted;
}
