using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.LegalHolds;

public static class LegalHoldsServices
{
    /// <summary>The domain, and what it answers to who asks before anything is taken away.</summary>
    public static IServiceCollection AddLegalHolds(this IServiceCollection services) => services
        .AddDomain(LegalHoldsDomain.LegalHolds)
        .AddSingleton<StandingHolds>()
        .AddSingleton<FindLegalHolds>(provider => provider.GetRequiredService<StandingHolds>().FindAsync);
}
