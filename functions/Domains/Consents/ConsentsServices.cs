using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Domains.Consents;

public static class ConsentsServices
{
    public static IServiceCollection AddConsents(this IServiceCollection services) => services
        .AddDomain(ConsentsDomain.Consents)
        .AddSingleton<ConsentEntries>()
        .AddSingleton(provider => new ConsentsExport(provider.GetRequiredService<ConsentEntries>()).Source);
}
