using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Programmes;

public static class ProgrammesServices
{
    /// <summary>The domain, and what it answers to others that ask it.</summary>
    public static IServiceCollection AddProgrammes(this IServiceCollection services) => services
        .AddDomain(ProgrammesDomain.Programmes)
        .AddDomain(ProgrammesDomain.Seats)
        .AddSingleton<ProgrammeSeats>()
        .AddSingleton<ProgrammePlanning>()
        .AddSingleton<IsProgrammeOpen>(provider => provider.GetRequiredService<ProgrammeSeats>().IsOpenAsync)
        .AddSingleton<FindProgrammePlan>(provider => provider.GetRequiredService<ProgrammePlanning>().FindAsync)
        .AddSingleton<ClaimSeat>(provider => provider.GetRequiredService<ProgrammeSeats>().ClaimAsync)
        .AddSingleton<ReleaseSeat>(provider => provider.GetRequiredService<ProgrammeSeats>().ReleaseAsync);
}
