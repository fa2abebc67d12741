using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Automation;

public static class ReactionComposition
{
    /// <summary>What all reactions have in common.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static IServiceCollection AddAutomation(this IServiceCollection services, IConfiguration configuration) => services
        .AddMeasures()
        .AddSingleton(configuration.Read<ReactionOptions>(ReactionOptions.Section))
        .AddSingleton<ReactionSet>()
        .AddSingleton<ReactionRun>()
        .AddSingleton<ReactionReplay>()
        .AddSingleton<IReplay>(provider => provider.GetRequiredService<ReactionReplay>())
        .AddSingleton<ReactionFeed>();

    /// <summary>Something that follows from events of a domain. A function with a trigger of its feed gives them to <see cref="ReactionFeed"/> by the same name.</summary>
    /// <typeparam name="TService">What knows how to do it; made once.</typeparam>
    /// <param name="name">Lower case with hyphens: the prefix of its leases, and what its dead letters are named by.</param>
    /// <param name="events">Those that something follows from.</param>
    /// <exception cref="DeclarationException">The domain has no such event.</exception>
    public static IServiceCollection AddReaction<TService>(
        this IServiceCollection services, string name, Domain domain, IReadOnlyList<Type> events, Func<TService, React> react)
        where TService : class
    {
        // A seam is a delegate, which another domain registers.
        if (!typeof(TService).IsAssignableTo(typeof(Delegate))) services.TryAddSingleton<TService>();
        return services
            .AddSingleton(new Reaction(name, domain, events))
            .AddKeyedSingleton(name, (provider, _) => react(provider.GetRequiredService<TService>()));
    }
}
