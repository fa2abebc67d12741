using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;

namespace Serverless.LocalRuntime.ServiceBus.Engine;

/// <summary>The brokers of this process, each by the host name that a connection string gives.</summary>
internal static class Brokers
{
    private static readonly ConcurrentDictionary<string, Broker> ByHost = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>Takes the broker off again when it is disposed of.</returns>
    /// <exception cref="InvalidOperationException">The host has a broker already.</exception>
    public static IDisposable Serve(string host, Broker broker) => ByHost.TryAdd(host, broker)
        ? new Served(host, broker)
        : throw new InvalidOperationException($"A Service Bus is served at '{host}' already.");

    /// <exception cref="ServiceBusException">None is served at that host.</exception>
    public static Broker At(string host) => Find(host) ?? throw BusErrors.NoBroker(host);

    public static Broker? Find(string host) => ByHost.GetValueOrDefault(host);

    private sealed class Served(string host, Broker broker) : IDisposable
    {
        public void Dispose() => ByHost.TryRemove(new(host, broker));
    }
}
