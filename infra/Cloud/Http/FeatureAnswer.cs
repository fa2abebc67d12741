using Serverless.Cloud.Features;

namespace Serverless.Cloud.Http;

public sealed record FeatureList(IReadOnlyList<FeatureAnswer> Items);

/// <summary>A declared feature, and how it is switched.</summary>
/// <param name="Meaning">What is different while it is on.</param>
/// <param name="Fields">Of the record, which are there while it is on.</param>
/// <param name="Enabled">Whether it is on for tenants that have no switch of their own.</param>
/// <param name="Tenants">Those that have one.</param>
/// <param name="LastChange">Null before anybody has switched it.</param>
/// <param name="Changes">The last ones, the newest first.</param>
public sealed record FeatureAnswer(
    string Name,
    string Meaning,
    string Container,
    string RecordType,
    IReadOnlyList<string> Fields,
    bool Enabled,
    IReadOnlyList<FeatureChange> Tenants,
    FeatureChange? LastChange,
    IReadOnlyList<FeatureChange> Changes)
{
    /// <param name="sees">Which tenants' own switches are told.</param>
    internal static FeatureAnswer Of(DeclaredFeature declared, FeatureState state, Func<string, bool> sees)
    {
        List<FeatureChange> changes = [.. state.Changes.Where(change => change.TenantId is null || sees(change.TenantId))];
        return new(
            declared.Feature.Name,
            declared.Feature.Meaning,
            declared.Domain.Container,
            declared.Domain.RecordType,
            [.. declared.Fields],
            state.IsOn,
            [.. state.Tenants.Where(one => sees(one.TenantId!))],
            changes.FirstOrDefault(),
            changes);
    }
}
