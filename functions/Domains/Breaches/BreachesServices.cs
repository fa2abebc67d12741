using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Deadlines;
using Serverless.Cloud.Settings;

namespace Serverless.Functions.Domains.Breaches;

public static class BreachesServices
{
    /// <summary>The register of breaches, and the watch over its deadlines.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddBreaches(this IServiceCollection services, IConfiguration configuration) => services
        .AddDomain(BreachesDomain.Breaches)
        .AddDeadline(new Deadline<Breach, BreachEvent>(BreachesDomain.Breaches)
        {
            Topic = "privacy",
            Near = configuration.Read<BreachOptions>(BreachOptions.Section).BreachNear,
            Standing = breach => new DeadlineStanding(breach.Deadline, breach.DueBy),
            Escalate = BreachDecisions.Escalate,
        });
}
