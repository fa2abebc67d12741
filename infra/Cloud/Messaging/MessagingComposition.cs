using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;

namespace Serverless.Cloud.Messaging;

public static class MessagingComposition
{
    public const string Setting = "ServiceBus";

    /// <summary>The app's namespace: by a connection string, or by its name as the identity that the app runs as.</summary>
    /// <exception cref="SettingException">The namespace is not named, or not so that it can be reached; or another setting is wrong.</exception>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var (client, administration) = Read(configuration.GetSection(Setting));
        return services.AddMeasures()
            .AddSingleton(_ => client())
            .AddSingleton(_ => administration())
            .AddSingleton<EventSender>()
            .AddSingleton<EventPublisher>()
            .AddSingleton<PublicationReplay>()
            .AddSingleton<IReplay>(provider => provider.GetRequiredService<PublicationReplay>())
            .AddSingleton<QueueDepths>()
            .AddSingleton(configuration.Read<MessageOptions>(MessageOptions.Section))
            .AddSingleton<GivenUpMessages>();
    }

    private static (Func<ServiceBusClient> Client, Func<ServiceBusAdministrationClient> Administration) Read(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
        {
            return IsConnection(text)
                ? (() => new ServiceBusClient(text), () => new ServiceBusAdministrationClient(text))
                : throw new SettingException(Setting, "must be a connection string of Service Bus: Endpoint=sb://(namespace);SharedAccessKeyName=(name);SharedAccessKey=(key)");
        }

        if (section["fullyQualifiedNamespace"] is not { Length: > 0 } name)
            throw new SettingException(Setting, $"is missing: it must be a connection string of Service Bus, or {Setting}__fullyQualifiedNamespace the name of a namespace");
        var identity = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = section["clientId"] });
        return (() => new ServiceBusClient(name, identity), () => new ServiceBusAdministrationClient(name, identity));
    }

    private static bool IsConnection(string text)
    {
        try
        {
            return ServiceBusConnectionStringProperties.Parse(text).Endpoint is not null;
        }
        // Its message would show a part of the connection string.
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
