namespace Serverless.Cloud.Features;

/// <summary>What an operator did to a feature, and why.</summary>
/// <param name="TenantId">Whom it is for; null: for all who have no switch of their own.</param>
/// <param name="Enabled">Null where the tenant's own switch was taken away.</param>
/// <param name="By">The operator's account.</param>
/// <param name="Reason">In words that name no person.</param>
public sealed record FeatureChange(string? TenantId, bool? Enabled, DateTimeOffset At, string By, string Reason);
