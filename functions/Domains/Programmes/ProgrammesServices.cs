using Microsoft.Extensions.DependencyInjection;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Programmes;

public static class ProgrammesServices
{
    /// <summary>What Programmes answers to the domains that ask it.</summary>
    public static IServiceCollection AddProgrammes(this IServiceCollection services) => services
        .AddSingleton<ProgrammeSeats>()
        .AddSingleton<IsProgrammeOpen>(provider => provider.GetRequiredService<ProgrammeSeats>().IsOpenAsync)
        .AddSingleton<ClaimSeat>(provider => provider.GetRequiredService<ProgrammeSeats>().ClaimAsync)
        .AddSingleton<ReleaseSeat>(provider => provider.GetRequiredService<ProgrammeSeats>().ReleaseAsync);
}
