using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Cloud.Features;
using Serverless.Kernel.Declarations;

namespace Serverless.Unit.Features;

/// <summary>What operators' changes come to.</summary>
[Trait("Requirement", "S84")]
public sealed class FeatureStateTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Before_anybody_has_switched_it_a_feature_is_off() => Assert.False(FeatureState.Untouched.IsOn || FeatureState.Untouched.IsOnFor("acme"));

    [Fact]
    public void A_tenants_own_switch_stands_whatever_holds_for_all()
    {
        var state = After(Change("acme", true), Change(null, true), Change("globex", false), Change(null, false));
        Assert.Equal((false, true, false, false), (state.IsOn, state.IsOnFor("acme"), state.IsOnFor("globex"), state.IsOnFor("initech")));
        var reset = state.After(Change("acme", null)).Value;
        Assert.False(reset.IsOnFor("acme"));
        Assert.Equal(["globex"], reset.Tenants.Select(one => one.TenantId));
    }

    [Fact]
    public void Asked_for_what_is_so_already_it_stays_as_it_is()
    {
        var state = After(Change(null, true), Change("acme", false));
        Assert.Same(state, state.After(Change(null, true) with { Reason = "again" }).Value);
        Assert.Same(state, state.After(Change("acme", false)).Value);
        Assert.Same(state, state.After(Change("globex", null)).Value);
    }

    [Fact]
    public void Who_has_switched_it_when_and_why_is_kept_the_newest_first()
    {
        var (first, second) = (Change(null, true), Change("acme", false) with { At = Noon.AddDays(1), By = "operator-2", Reason = "They are not ready" });
        var state = After(first, second);
        Assert.Equal([second, first], state.Changes);
        Assert.Equal(first, state.Default);
        Assert.Equal([second], state.Tenants);
    }

    [Fact]
    public void Of_changes_the_last_are_kept_and_of_switches_all()
    {
        var state = After([.. Enumerable.Range(0, 200).Select(number => Change($"tenant-{number}", true))]);
        Assert.Equal((FeatureState.MostChanges, "tenant-199", "tenant-150"), (state.Changes.Count, state.Changes[0].TenantId, state.Changes[^1].TenantId));
        Assert.Equal(200, state.Tenants.Count);
        Assert.True(state.IsOnFor("tenant-0"));
    }

    [Fact]
    public void One_tenant_too_many_is_refused_and_those_who_are_there_can_still_be_switched()
    {
        var full = After([.. Enumerable.Range(0, FeatureState.MostTenants).Select(number => Change($"tenant-{number}", true))]);
        Assert.Equal(FeatureErrors.TooManyTenants, full.After(Change("one-more", true)).Error);
        Assert.False(full.After(Change("tenant-7", false)).Value.IsOnFor("tenant-7"));
        Assert.True(full.After(Change(null, true)).Value.IsOnFor("one-more"));
        Assert.True(full.After(Change("tenant-7", null)).Value.After(Change("one-more", true)).IsSuccess);
    }

    [Fact]
    public void Whatever_is_asked_in_whatever_order_the_last_word_for_each_holds() => Prop.ForAll(Changes.ListOf().ToArbitrary(), changes =>
    {
        var state = After([.. changes]);
        bool? Last(string? tenantId) => changes.LastOrDefault(one => one.TenantId == tenantId)?.Enabled;
        var read = JsonSerializer.Deserialize<FeatureState>(JsonSerializer.Serialize(state, DocumentJson.Options), DocumentJson.Options)!;
        return new[] { "acme", "globex", "initech" }.All(tenant =>
            state.IsOnFor(tenant) == (Last(tenant) ?? Last(null) ?? false) && read.IsOnFor(tenant) == state.IsOnFor(tenant))
            && read.Changes.SequenceEqual(state.Changes) && read.Tenants.SequenceEqual(state.Tenants) && read.Default == state.Default;
    }).QuickCheckThrowOnFailure();

    private static Gen<FeatureChange> Changes =>
        from tenant in Gen.Elements(null, "acme", "globex")
        from enabled in tenant is null ? Gen.Elements<bool?>(true, false) : Gen.Elements<bool?>(true, false, null)
        select Change(tenant, enabled);

    private static FeatureChange Change(string? tenantId, bool? enabled) => new(tenantId, enabled, Noon, "operator-1", "It is time");

    private static FeatureState After(params FeatureChange[] changes) => changes.Aggregate(FeatureState.Untouched, (state, change) => state.After(change).Value);
}
