using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Rehydration.Keeping;

namespace Serverless.Functions.Orchestrations.Rehydration;

public static class RehydrationServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddRehydrations(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<RehydrationOptions>(RehydrationOptions.Section))
        .AddSingleton<RehydrationDocuments>()
        .AddSingleton<RehydrationIntake>()
        .AddSingleton(RehydrationOrchestration.Instances)
        .AddSubjectStore(DeclaredStore.Expires(
            "rehydrations",
            "Their histories hold ids, codes and numbers, and are purged when they are over; those about the person are among the histories that are purged at once.",
            new StoredPlace(StoredPlaceKind.Orchestration, RehydrationOrchestration.Name)));
}
