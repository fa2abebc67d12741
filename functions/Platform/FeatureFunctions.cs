using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Platform;

/// <summary>What domains declare as features is switched here, and holds in every process a moment later.</summary>
public sealed class FeatureFunctions(FeatureEndpoint features)
{
    [Function("ListFeatures")]
    [Allow(Role.Auditor, Role.Operator)]
    [Operation("List the features that are declared, and for whom they are on", Answer = typeof(FeatureList))]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/features")] HttpRequest request, CancellationToken cancellation) =>
        features.ListAsync(request, cancellation);

    [Function("GetFeature")]
    [Allow(Role.Auditor, Role.Operator)]
    [Operation("Read for whom a feature is on, and who switched it", Answer = typeof(FeatureAnswer), Errors = ["feature-not-found"])]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "operations/features/{feature}")] HttpRequest request, string feature, CancellationToken cancellation) =>
        features.GetAsync(request, feature, cancellation);

    [Function("SwitchFeature")]
    [Allow(Role.Operator)]
    [Operation("Switch a feature on or off, for all tenants or for one", Body = typeof(FeatureSwitch), Answer = typeof(FeatureAnswer),
        Errors = ["feature-not-found", "feature-switch-invalid", "too-many-feature-tenants"])]
    public Task<IResult> SwitchAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "operations/features/{feature}")] HttpRequest request, string feature, CancellationToken cancellation) =>
        features.SwitchAsync(request, feature, cancellation);

    [Function("ResetFeature")]
    [Allow(Role.Operator)]
    [Operation("Take away a tenant's own switch, so that the feature is on or off as for all", Body = typeof(FeatureReset), Answer = typeof(FeatureAnswer),
        Errors = ["feature-not-found", "feature-switch-invalid"])]
    public Task<IResult> ResetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "operations/features/{feature}/reset")] HttpRequest request, string feature, CancellationToken cancellation) =>
        features.ResetAsync(request, feature, cancellation);
}
