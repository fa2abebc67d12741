using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Deadlines;
using Serverless.Cloud.Settings;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.PrivacyRequests;

public static class PrivacyRequestsServices
{
    /// <summary>The register of what subjects ask for, and what it answers to others that tell it or ask it.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddPrivacyRequests(this IServiceCollection services, IConfiguration configuration)
    {
        var options = PrivacyRequestOptions.Read(configuration);
        return services
            .AddDomain(PrivacyRequestsDomain.Requests)
            .AddSingleton(options)
            .AddDeadline(new Deadline<PrivacyRequest, PrivacyRequestEvent>(PrivacyRequestsDomain.Requests)
            {
                Topic = "privacy",
                Near = options.RequestNear,
                Standing = request => new DeadlineStanding(request.Deadline, request.DueBy),
                Escalate = PrivacyRequestDecisions.Escalate,
            })
            .AddSingleton<PrivacyRegister>()
            .AddSingleton<EnterPrivacyRequest>(provider => provider.GetRequiredService<PrivacyRegister>().EnterAsync)
            .AddSingleton<AdvancePrivacyRequest>(provider => provider.GetRequiredService<PrivacyRegister>().AdvanceAsync)
            .AddSingleton<FindOpenPrivacyRequests>(provider => provider.GetRequiredService<PrivacyRegister>().FindOpenAsync)
            .AddSingleton<FindResponseDeadline>((jurisdiction, receivedAt) => ResponseDeadline.Of(jurisdiction, receivedAt, options.Zone));
    }
}
