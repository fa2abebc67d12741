using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Submissions;

public static class SubmissionsServices
{
    /// <summary>The domain, and what follows from its events.</summary>
    public static IServiceCollection AddSubmissions(this IServiceCollection services) => services
        .AddDomain(SubmissionsDomain.Submissions)
        .AddReaction<RecordPassedTask>(PassedTaskFunctions.Name, SubmissionsDomain.Submissions, [typeof(SubmissionPassed)], PassedTaskFunctions.Record);
}
