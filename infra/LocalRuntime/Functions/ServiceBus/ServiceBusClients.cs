using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>One client for each connection string that functions name.</summary>
internal sealed class ServiceBusClients
{
    private readonly ConcurrentDictionary<string, ServiceBusClient> _clients = new(StringComparer.Ordinal);

    public ServiceBusClient Get(string connection) => _clients.GetOrAdd(connection, text => new(text));
}
