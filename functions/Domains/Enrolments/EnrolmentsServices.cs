using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Enrolments;

public static class EnrolmentsServices
{
    /// <summary>The domain, what follows from its events, and what it answers to others that tell it or ask it.</summary>
    public static IServiceCollection AddEnrolments(this IServiceCollection services) => services
        .AddDomain(EnrolmentsDomain.Enrolments)
        .AddReaction<IssueCertificate>(CertifyFunctions.Name, EnrolmentsDomain.Enrolments, [typeof(EnrolmentCompleted)], CertifyFunctions.Certify)
        .AddSingleton<EnrolmentTellings>()
        .AddSingleton<FindEnrolmentStanding>(provider => provider.GetRequiredService<EnrolmentTellings>().StandingAsync)
        .AddSingleton<StartEnrolment>(provider => provider.GetRequiredService<EnrolmentTellings>().StartAsync)
        .AddSingleton<EndEnrolment>(provider => provider.GetRequiredService<EnrolmentTellings>().EndAsync)
        .AddSingleton<RecordAttendedSession>(provider => provider.GetRequiredService<EnrolmentTellings>().RecordSessionAsync)
        .AddSingleton<RecordPassedTask>(provider => provider.GetRequiredService<EnrolmentTellings>().RecordTaskAsync);
}
