using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Orchestrations.AttendanceImport.Keeping;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

public static class AttendanceImportServices
{
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddAttendanceImport(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.Read<AttendanceImportOptions>(AttendanceImportOptions.Section))
        .AddResidency(configuration)
        .AddSingleton<ImportStore>()
        .AddSingleton<RowDetails>()
        .AddSingleton<AttendanceIntake>()
        .AddSingleton<RowResults>()
        .AddContainer(PlatformContainers.Imports)
        .AddSubjectStore(DeclaredStore.Expires(
            "attendance-imports",
            "Rows name people by id; what they say of somebody is sealed with that person's key, or without a note where a list came through the queue. They go with their import, and a row about somebody who is erased is refused.",
            new StoredPlace(StoredPlaceKind.Container, PlatformContainers.Imports.Name),
            new StoredPlace(StoredPlaceKind.Queue, AttendanceImportQueue.Queue),
            new StoredPlace(StoredPlaceKind.Orchestration, AttendanceImportOrchestration.Name)))
        .AddStorePolicy(provider => Kept(provider.GetRequiredService<AttendanceImportOptions>()));

    private static StorePolicy Kept(AttendanceImportOptions options) => new("attendance-imports", new StoredPlace(StoredPlaceKind.Container, PlatformContainers.Imports.Name))
    {
        Holds = "lists of attendance that were sent, what is personal in them sealed, and what became of each row",
        Life = options.Life,
        When = "it was last changed",
        EndedBy = "its time to live",
        Setting = $"{AttendanceImportOptions.Section}__{nameof(AttendanceImportOptions.Life)}",
        Reason = "So long can be asked what became of a list, and a list that is sent again is known",
    };
}
