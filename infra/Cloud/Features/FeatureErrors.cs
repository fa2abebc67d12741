using Serverless.Kernel.Results;

namespace Serverless.Cloud.Features;

public static class FeatureErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "feature-not-found", "No domain declares such a feature.");

    public static Error TooManyTenants { get; } = new(
        ErrorKind.Conflict, "too-many-feature-tenants", $"{FeatureState.MostTenants} tenants have a switch of their own already. Switch the feature for all, or reset what says the same as that.");

    public static Error Invalid(IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "feature-switch-invalid", "The feature cannot be switched like this.") { Fields = fields };
}
