using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Projections.PeopleDirectory;

/// <summary>An entry for each person, found by how words of the name begin.</summary>
public static class PeopleDirectoryProjection
{
    public const string Name = "people-directory";

    public static ProjectedDocument Entries { get; } =
        ProjectedDocument.Of<DirectoryEntry>("entry", PeopleDirectoryFold.Of, PeopleDomain.People, ConsentsDomain.Consents);

    public static Projection Declared { get; } = new(Name, Entries);

    public static IServiceCollection AddPeopleDirectory(this IServiceCollection services) => services
        .AddProjection(Declared)
        .AddSingleton<PeopleDirectorySearch>()
        .AddSingleton<SearchPeople>(provider => provider.GetRequiredService<PeopleDirectorySearch>().SearchAsync);
}
