using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

internal sealed class ServiceBusTriggerKind(
    IConfiguration configuration, HostJson host, ServiceBusHost bus, ServiceBusClients clients, FunctionExecutor executor,
    IOptions<WorkerOptions> worker, TimeProvider time, ILogger<ServiceBusTriggerKind> log) : TriggerKind
{
    private const string UsualConnection = "ServiceBus";

    private readonly Lazy<ServiceBusSettings> _settings = new(() => ServiceBusSettings.Read(host));
    private readonly Lazy<MessageArguments> _arguments = new(() => new(worker.Value.Serializer!));

    public override Type Attribute => typeof(ServiceBusTriggerAttribute);

    public override string BindingType => "serviceBusTrigger";

    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter) => _arguments.Value.Source(function, parameter);

    public override ITrigger Join(BoundFunction function)
    {
        var attribute = (ServiceBusTriggerAttribute)function.Descriptor.Trigger;
        var entity = Entity(function.Name, attribute);
        entity.Check(function.Name, bus.TopologyFor(function.Name), attribute.IsSessionsEnabled);

        var settings = _settings.Value;
        var invoker = new MessageInvoker(function, entity, executor, log);
        var autoComplete = attribute.AutoComplete ?? settings.AutoCompleteMessages;
        return attribute switch
        {
            { IsBatched: true } => new BatchTrigger(invoker, Batches(settings, attribute.IsSessionsEnabled, autoComplete), time),
            { IsSessionsEnabled: true } => ProcessorTrigger.ForSessions(invoker, Sessions(settings, autoComplete)),
            _ => ProcessorTrigger.ForMessages(invoker, Messages(settings, autoComplete)),
        };
    }

    private static ServiceBusProcessorOptions Messages(ServiceBusSettings settings, bool autoComplete) => new()
    {
        AutoCompleteMessages = autoComplete,
        MaxAutoLockRenewalDuration = settings.MaxAutoLockRenewalDuration,
        MaxConcurrentCalls = settings.MaxConcurrentCalls,
        PrefetchCount = settings.PrefetchCount,
    };

    private static ServiceBusSessionProcessorOptions Sessions(ServiceBusSettings settings, bool autoComplete) => new()
    {
        AutoCompleteMessages = autoComplete,
        MaxAutoLockRenewalDuration = settings.MaxAutoLockRenewalDuration,
        MaxConcurrentSessions = settings.MaxConcurrentSessions,
        MaxConcurrentCallsPerSession = settings.MaxConcurrentCallsPerSession,
        PrefetchCount = settings.PrefetchCount,
        SessionIdleTimeout = settings.SessionIdleTimeout,
    };

    private static BatchOptions Batches(ServiceBusSettings settings, bool hasSessions, bool autoComplete) =>
        new(settings.MinMessageBatchSize, settings.MaxMessageBatchSize, settings.MaxBatchWaitTime, autoComplete)
        {
            Receiver = new() { PrefetchCount = settings.PrefetchCount },
            Sessions = hasSessions ? new() { PrefetchCount = settings.PrefetchCount } : null,
            SessionIdleTimeout = settings.SessionIdleTimeout,
        };

    private BusEntity Entity(string function, ServiceBusTriggerAttribute attribute)
    {
        var client = Client(function, attribute.Connection ?? UsualConnection);
        return attribute.QueueName is { } queue
            ? new(client, configuration.Resolve(function, queue), null)
            : new(client, configuration.Resolve(function, attribute.TopicName ?? ""), configuration.Resolve(function, attribute.SubscriptionName ?? ""));
    }

    private ServiceBusClient Client(string function, string setting)
    {
        var connection = configuration.Connection(function, setting);
        if (EmulatorConnection.HostOf(connection) is null)
            throw StartException.Of(function, $"the setting '{setting}' must be a connection string of the emulator, with UseDevelopmentEmulator=true: there is no other Service Bus here.");
        try
        {
            return clients.Get(connection);
        }
        // Its message says what is missing, and shows nothing of the connection string.
        catch (ArgumentException e)
        {
            throw StartException.Of(function, $"the setting '{setting}' is no connection string of Service Bus: {e.Message}");
        }
    }
}

internal static class ServiceBusServices
{
    public static void AddServiceBusTriggers(this IServiceCollection services)
    {
        services.AddSingleton<TriggerKind, ServiceBusTriggerKind>();
        services.AddSingleton<ServiceBusClients>();
        services.AddSingleton<ServiceBusHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ServiceBusHost>());
    }
}
