using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Domains.Consents;

public static class ConsentsServices
{
    /// <summary>The domain, and what follows from its events.</summary>
    public static IServiceCollection AddConsents(this IServiceCollection services) => services
        .AddDomain(ConsentsDomain.Consents)
        .AddReaction<StandingConsents>(UpholdFunctions.Name, ConsentsDomain.Consents, [typeof(ConsentGranted), typeof(ConsentWithdrawn)], standing => standing.FollowAsync)
        .AddSingleton<ConsentEntries>()
        .AddSingleton(provider => new ConsentsExport(provider.GetRequiredService<ConsentEntries>()).Source);
}
