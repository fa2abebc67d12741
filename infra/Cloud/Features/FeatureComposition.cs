using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Http;
using Serverless.Cloud.Settings;

namespace Serverless.Cloud.Features;

public static class FeatureComposition
{
    /// <summary>The switches of what domains declare as features.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddFeatures(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<FeatureOptions>(FeatureOptions.Section))
        .AddSingleton<DeclaredFeatures>()
        .AddSingleton<FeatureSwitches>()
        .AddSingleton<FieldsInForce>()
        .AddSingleton<FeatureEndpoint>();
}
