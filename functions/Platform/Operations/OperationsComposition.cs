using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Settings;

namespace Serverless.Functions.Platform.Operations;

public static class OperationsComposition
{
    /// <summary>What operators are told of the app.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<OperationsOptions>(OperationsOptions.Section))
        .AddSingleton<OperationsReport>();
}
