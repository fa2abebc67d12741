using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Applications;

public static class ApplicationsServices
{
    /// <summary>The domain, and what follows from its events.</summary>
    public static IServiceCollection AddApplications(this IServiceCollection services) => services
        .AddDomain(ApplicationsDomain.Applications)
        .AddSubjectStore<HeldSeats>()
        .AddReaction<ReleaseSeat>(SeatFunctions.Name, ApplicationsDomain.Applications, [typeof(ApplicationRejected), typeof(ApplicationWithdrawn)], SeatFunctions.Free)
        .AddReaction<AcceptedApplications>(EnrolFunctions.Name, ApplicationsDomain.Applications, [typeof(ApplicationAccepted), typeof(ApplicationWithdrawn)], accepted => accepted.FollowAsync);
}
