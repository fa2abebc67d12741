using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Restrictions;

public static class RestrictionsServices
{
    /// <summary>The domain, what follows from its events, and how others restrict.</summary>
    public static IServiceCollection AddRestrictions(this IServiceCollection services) => services
        .AddDomain(RestrictionsDomain.Restrictions)
        .AddReaction<StandingRestrictions>(
            UpholdFunctions.Name, RestrictionsDomain.Restrictions, [typeof(RestrictionSet), typeof(RestrictionLifted)], standing => standing.FollowAsync)
        .AddSingleton<RestrictProcessing>(provider => provider.GetRequiredService<StandingRestrictions>().RestrictAsync)
        .AddSingleton<EndRestriction>(provider => provider.GetRequiredService<StandingRestrictions>().EndAsync);
}
