using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;

namespace Serverless.Functions.Domains.People;

public static class PeopleServices
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddDomain(PeopleDomain.People)
        .AddSingleton<EmailAddresses>();
}
