using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.People;

public static class PeopleServices
{
    /// <summary>The domain, and what it answers to others that ask it.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddDomain(PeopleDomain.People)
        .AddSingleton<EmailAddresses>()
        .AddSingleton<PersonPresence>()
        .AddSingleton<IsPersonActive>(provider => provider.GetRequiredService<PersonPresence>().IsActiveAsync)
        .AddSingleton<IsPersonKnown>(provider => provider.GetRequiredService<PersonPresence>().IsKnownAsync)
        .AddSingleton<FindPersonName>(provider => provider.GetRequiredService<PersonPresence>().FindNameAsync);
}
