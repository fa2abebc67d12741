using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.Archival.Keeping;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Orchestrations.Archival;

public static class ArchivalServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddArchivals(this IServiceCollection services, IConfiguration configuration) => services
        .AddRetirement(configuration)
        .AddSingleton<IsHeld>(provider => async (subject, cancellation) =>
            Guid.TryParseExact(subject.SubjectId, "D", out var person) && (await provider.GetRequiredService<FindLegalHolds>()(subject.TenantId, person, cancellation)).Count > 0)
        .AddSingleton<ArchivalSteps>()
        .AddSingleton<RetirementRules>()
        .AddSingleton<ArchivalDocuments>()
        .AddSingleton<ArchivalIntake>()
        .AddSubjectStore(DeclaredStore.Expires(
            "archivals",
            "Their histories hold ids, codes and numbers, and are purged when they are over.",
            new StoredPlace(StoredPlaceKind.Orchestration, ArchivalOrchestration.Name)));
}
