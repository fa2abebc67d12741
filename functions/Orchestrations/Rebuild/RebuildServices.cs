using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Orchestrations.Rebuild;

public static class RebuildServices
{
    public static IServiceCollection AddRebuilds(this IServiceCollection services) => services.AddSubjectStore(DeclaredStore.NotPersonal(
        "rebuilds",
        "It holds names of read models and places in change feeds, and counts.",
        new StoredPlace(StoredPlaceKind.Orchestration, RebuildOrchestration.Name)));
}
