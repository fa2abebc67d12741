using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Features;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>How a feature is to be switched.</summary>
public sealed record FeatureSwitch
{
    [Field("Whether the feature is on", Purpose.Administration)]
    public required bool Enabled { get; init; }

    [Field("The tenant that it is switched for; missing for all that have no switch of their own", Purpose.Administration, MaxLength = 64)]
    public string? TenantId { get; init; }

    [Field("Why it is switched, in words that name no person", Purpose.Administration, MaxLength = 500)]
    public required string Reason { get; init; }
}

/// <summary>Which tenant's own switch is taken away.</summary>
public sealed record FeatureReset
{
    [Field("The tenant that goes with all others again", Purpose.Administration, MaxLength = 64)]
    public required string TenantId { get; init; }

    [Field("Why its own switch is taken away, in words that name no person", Purpose.Administration, MaxLength = 500)]
    public required string Reason { get; init; }
}

/// <summary>Between HTTP and the features that domains declare. A deployment is operated for all of its tenants, so an operator switches for any of them.</summary>
public sealed class FeatureEndpoint(DeclaredFeatures declared, FeatureSwitches switches, TimeProvider time, ILogger<FeatureEndpoint> log)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Caller();
        return Answers.Of(new FeatureList(await Task.WhenAll(declared.All.Select(async one => Answer(caller, one, await switches.ReadAsync(one.Feature.Name, cancellation))))));
    }

    public async Task<IResult> GetAsync(HttpRequest request, string feature, CancellationToken cancellation) => declared.Find(feature) is { } found
        ? Answers.Of(Answer(request.Caller(), found, await switches.ReadAsync(feature, cancellation)))
        : Problems.Of(FeatureErrors.NotFound);

    /// <summary>Asks for a state: asked again, it changes nothing.</summary>
    public Task<IResult> SwitchAsync(HttpRequest request, string feature, CancellationToken cancellation) =>
        ChangeAsync<FeatureSwitch>(request, feature, body => (body.TenantId, body.Enabled, body.Reason), cancellation);

    /// <inheritdoc cref="SwitchAsync"/>
    public Task<IResult> ResetAsync(HttpRequest request, string feature, CancellationToken cancellation) =>
        ChangeAsync<FeatureReset>(request, feature, body => (body.TenantId, null, body.Reason), cancellation);

    private async Task<IResult> ChangeAsync<TBody>(
        HttpRequest request, string feature, Func<TBody, (string? TenantId, bool? Enabled, string Reason)> wanted, CancellationToken cancellation)
        where TBody : class
    {
        if (declared.Find(feature) is not { } found) return Problems.Of(FeatureErrors.NotFound);
        var content = await RequestBody.ReadAsync(request, cancellation);
        if (!content.IsSuccess) return Problems.Of(content.Error);
        var document = RequestBody.Parse(request, content.Value, RequestBody.Json);
        if (!document.IsSuccess) return Problems.Of(document.Error);
        var body = RequestBody.As<TBody>(document.Value);
        if (!body.IsSuccess) return Problems.Of(body.Error);

        var (tenantId, enabled, reason) = wanted(body.Value);
        if (Violations(tenantId, reason).ToList() is { Count: > 0 } violations) return Problems.Of(FeatureErrors.Invalid(violations));
        var caller = request.Caller();
        var change = new FeatureChange(tenantId, enabled, time.GetUtcNow(), caller.Id, reason.Trim());
        var changed = await switches.ChangeAsync(feature, change, cancellation);
        if (!changed.IsSuccess) return Problems.Of(changed.Error);
        if (changed.Value.Changes is [var last, ..] && ReferenceEquals(last, change)) log.Switched(feature, enabled switch { true => "on", false => "off", null => "as for all" }, tenantId ?? "all tenants");
        return Answers.Of(Answer(caller, found, changed.Value));
    }

    private static IEnumerable<Violation> Violations(string? tenantId, string reason)
    {
        if (tenantId is not null && !Caller.IsId(tenantId)) yield return new Violation("/tenantId", "is no name of a tenant");
        if (string.IsNullOrWhiteSpace(reason)) yield return new Violation("/reason", "has no text");
    }

    /// <summary>Who does not operate the deployment learns of no other tenant.</summary>
    private static FeatureAnswer Answer(Caller caller, DeclaredFeature declared, FeatureState state) =>
        FeatureAnswer.Of(declared, state, caller.Is(Role.Operator) ? _ => true : tenantId => tenantId == caller.TenantId);
}

internal static partial class FeatureLog
{
    [LoggerMessage(140, LogLevel.Information, "The feature '{Feature}' is {State} from now on, for {Tenant}.")]
    public static partial void Switched(this ILogger log, string feature, string state, string tenant);
}
