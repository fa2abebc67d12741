using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Cosmos;

namespace Serverless.Cloud.Deadlines;

public static class DeadlineComposition
{
    /// <summary>A domain whose deadlines are watched by a timer function of its own.</summary>
    public static IServiceCollection AddDeadline<TState, TEvent>(this IServiceCollection services, Deadline<TState, TEvent> deadline)
        where TState : class
        where TEvent : class
    {
        services.TryAddSingleton<DueRecords>();
        services.TryAddSingleton<DeadlineNotices>();
        services.TryAddSingleton(provider => new DeadlineWatch(
            provider.GetRequiredService<DueRecords>(),
            provider.GetRequiredService<DeadlineNotices>(),
            provider.GetRequiredService<RecordStore>(),
            provider.GetRequiredService<Commands>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DeadlineWatch>>()));
        return services.AddSingleton(deadline);
    }
}
