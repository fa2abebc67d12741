using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Programmes;

namespace Serverless.Functions.Projections.PersonOverview;

/// <summary>
/// The overview of each person, and beside it the title of each programme: an overview names its programmes by id and takes
/// their titles when it is read, because a title changes without the people who applied.
/// </summary>
public static class PersonOverviewProjection
{
    public const string Name = "person-overview";

    public static ProjectedDocument Overviews { get; } =
        ProjectedDocument.Of<Overview>("overview", PersonOverviewFold.OfPerson, PeopleDomain.People, ApplicationsDomain.Applications);

    public static ProjectedDocument Titles { get; } =
        ProjectedDocument.Of<ProgrammeTitle>("programme", PersonOverviewFold.OfProgramme, ProgrammesDomain.Programmes);

    public static Projection Declared { get; } = new(Name, Overviews, Titles);

    public static IServiceCollection AddPersonOverview(this IServiceCollection services) => services
        .AddProjection(Declared)
        .AddSingleton<ProgrammeTitles>();
}
