using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Signing;

public static class SigningComposition
{
    /// <summary>Tenants' signatures, whose keys lie where the keys of their subjects do.</summary>
    public static IServiceCollection AddSigning(this IServiceCollection services) => services
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<Signatures>(provider, provider.GetRequiredService<KeyDatabase>().Database));
}
