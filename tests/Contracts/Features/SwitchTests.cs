using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Features;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;
using static Serverless.Contracts.Features.FeatureApp;

namespace Serverless.Contracts.Features;

/// <summary>A switch is one document for all processes, and what each of them knows of it.</summary>
[Trait("Requirement", "S84")]
public sealed class SwitchTests(FeatureApp app) : IClassFixture<FeatureApp>
{
    [Fact]
    public async Task Operators_who_switch_at_once_lose_nothing_of_each_other()
    {
        var processes = Enumerable.Range(0, 3).Select(_ => app.Process()).ToList();
        var tenants = Enumerable.Range(0, 24).Select(number => $"tenant-{number:00}").ToList();
        var feature = NewFeature();
        var changed = await Deadline.WithinAsync("all have switched", Task.WhenAll(tenants.Select((tenant, i) =>
            Task.Run(() => processes[i % 3].ChangeAsync(feature, Change(tenant, true), CancellationToken.None)))));
        Assert.All(changed, one => Assert.True(one.IsSuccess));

        var state = await app.Process().ReadAsync(feature, CancellationToken.None);
        Assert.Equal(tenants, state.Tenants.Select(one => one.TenantId));
        Assert.Equal(tenants, state.Changes.Select(one => one.TenantId!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_so_already_is_not_written_again()
    {
        var feature = NewFeature();
        await app.Switches.ChangeAsync(feature, Change(null, true), CancellationToken.None);
        var before = Writes();
        var again = await app.Process().ChangeAsync(feature, Change(null, true), CancellationToken.None);
        Assert.Single(again.Value.Changes);
        Assert.Equal(before, Writes());
    }

    [Fact]
    public async Task Who_switches_knows_at_once_and_another_process_within_the_lifetime()
    {
        var (one, other, tenant) = (app.Process(), app.Process(), app.NewStaff().TenantId);
        Assert.Empty(await OnAsync(other, tenant));
        await one.ChangeAsync(Room.Online, Change(tenant, true), CancellationToken.None);
        Assert.Equal([Room.Online], await OnAsync(one, tenant));
        app.Time.Advance(app.Options.CacheLifetime - TimeSpan.FromTicks(1));
        Assert.Empty(await OnAsync(other, tenant));
        app.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([Room.Online], await OnAsync(other, tenant));
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_look()
    {
        var (process, tenant) = (app.Process(), app.NewStaff().TenantId);
        await OnAsync(process, tenant);
        app.Time.Advance(app.Options.CacheLifetime);
        // A look that takes a moment, so that all are there before it ends.
        var delay = app.Account.Faults.Add(new FaultRule { Action = FaultAction.Delay, Delay = TimeSpan.FromMilliseconds(200), Container = Operations, Operation = RequestKind.ReadItem });
        var before = app.Reads;
        await Deadline.WithinAsync("all know", Task.WhenAll(Enumerable.Range(0, 50).Select(_ => OnAsync(process, tenant))));
        app.Account.Faults.Remove(delay);
        Assert.Equal(Room.Declaration.Features.Count, app.Reads - before);
    }

    [Fact]
    public async Task While_the_store_does_not_answer_what_was_known_holds_and_is_looked_up_again_a_lifetime_later()
    {
        var (process, tenant) = (app.Process(), app.NewStaff().TenantId);
        await process.ChangeAsync(Room.Online, Change(tenant, true), CancellationToken.None);
        Assert.Equal([Room.Online], await OnAsync(process, tenant));
        await app.Process().ChangeAsync(Room.Online, Change(tenant, false), CancellationToken.None);

        app.Time.Advance(TimeSpan.FromDays(1));
        var fault = app.Account.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Container = Operations });
        Assert.Equal([Room.Online], await OnAsync(process, tenant));
        var before = app.Reads;
        Assert.Equal([Room.Online], await OnAsync(process, tenant));
        Assert.Equal(before, app.Reads);

        app.Account.Faults.Remove(fault);
        Assert.Equal([Room.Online], await OnAsync(process, tenant));
        app.Time.Advance(app.Options.CacheLifetime);
        Assert.Empty(await OnAsync(process, tenant));
    }

    [Fact]
    public async Task A_process_that_has_never_known_a_switch_fails_as_the_store_does()
    {
        var fault = app.Account.Faults.Add(new FaultRule { Action = FaultAction.ServiceUnavailable, Container = Operations });
        var refused = await Assert.ThrowsAnyAsync<CosmosException>(() => OnAsync(app.Process(), "acme"));
        Assert.True(StoreOutage.Is(refused));
        var switched = await Assert.ThrowsAnyAsync<CosmosException>(() => app.Process().ChangeAsync(Room.Online, Change("acme", true), CancellationToken.None));
        Assert.True(StoreOutage.Is(switched));
        app.Account.Faults.Remove(fault);
    }

    private static string Operations => PlatformContainers.Operations.Name;

    private static string NewFeature() => $"feature-{Guid.NewGuid():N}";

    private static async Task<IEnumerable<string>> OnAsync(FeatureSwitches process, string tenant) => await process.OnAsync(Room.Declaration, tenant, CancellationToken.None);

    private long Writes()
    {
        var requests = app.Account.Requests.Snapshot();
        return requests.GetValueOrDefault(RequestKind.CreateItem) + requests.GetValueOrDefault(RequestKind.ReplaceItem) + requests.GetValueOrDefault(RequestKind.UpsertItem);
    }
}
