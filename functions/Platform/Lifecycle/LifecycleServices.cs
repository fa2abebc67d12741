using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Functions.Platform.Lifecycle;

public static class LifecycleServices
{
    public static IServiceCollection AddRetentionPolicies(this IServiceCollection services) => services.AddSingleton<PolicyWriter>();
}
