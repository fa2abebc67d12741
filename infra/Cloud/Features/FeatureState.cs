using Serverless.Kernel.Results;

namespace Serverless.Cloud.Features;

/// <summary>For whom a feature is on, who has decided that, and what was decided before.</summary>
public sealed record FeatureState
{
    /// <summary>So that the document stays far below the largest that the store takes.</summary>
    public const int MostTenants = 1000;

    public const int MostChanges = 50;

    /// <summary>As it is before anybody has switched it: off for everybody.</summary>
    public static FeatureState Untouched { get; } = new();

    /// <summary>The last switch for all tenants; null where there was none.</summary>
    public FeatureChange? Default { get; init; }

    /// <summary>The switches of tenants of their own, by their names.</summary>
    public IReadOnlyList<FeatureChange> Tenants { get; init; } = [];

    /// <summary>The newest first.</summary>
    public IReadOnlyList<FeatureChange> Changes { get; init; } = [];

    /// <summary>For tenants that have no switch of their own.</summary>
    public bool IsOn => Default?.Enabled ?? false;

    public bool IsOnFor(string tenantId) => Of(tenantId)?.Enabled ?? IsOn;

    /// <summary>The state after the change; itself where the change asks for what is so already.</summary>
    public Result<FeatureState> After(FeatureChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var before = change.TenantId is { } tenantId ? Of(tenantId) : Default;
        if (before?.Enabled == change.Enabled) return this;
        if (change.TenantId is null) return Noted(change) with { Default = change };
        var others = Tenants.Where(one => one.TenantId != change.TenantId).ToList();
        if (change.Enabled is null) return Noted(change) with { Tenants = others };
        if (others.Count >= MostTenants) return FeatureErrors.TooManyTenants;
        return Noted(change) with { Tenants = [.. others.Append(change).OrderBy(one => one.TenantId, StringComparer.Ordinal)] };
    }

    private FeatureChange? Of(string tenantId) => Tenants.FirstOrDefault(one => one.TenantId == tenantId);

    private FeatureState Noted(FeatureChange change) => this with { Changes = [change, .. Changes.Take(MostChanges - 1)] };
}
