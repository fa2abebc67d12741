using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;
using Serverless.LocalRuntime.ServiceBus.Engine;
using Serverless.LocalRuntime.ServiceBus.Topology;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>
/// The Service Bus of the app while the host runs: where a file declares its entities, and a setting is a connection string
/// of the emulator. It is there before anything else starts, and until everything else has stopped.
/// </summary>
internal sealed class ServiceBusHost(
    IHostEnvironment environment, IConfiguration configuration, StateFolder state, TimeProvider time, ILoggerFactory loggers)
    : IHostedLifecycleService, IDisposable
{
    private readonly Lazy<BusTopology?> _topology = new(() => ReadTopology(environment.ContentRootPath));
    private readonly List<IDisposable> _held = [];
    private Broker? _broker;

    /// <exception cref="StartException">The app declares no entities, or in a way that cannot be read.</exception>
    public BusTopology TopologyFor(string function) =>
        _topology.Value ?? throw StartException.Of(function, $"there is no {TopologyFile.UsualName} in {environment.ContentRootPath}, which declares queues and topics.");

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var hosts = configuration.AsEnumerable().Select(setting => EmulatorConnection.HostOf(setting.Value)).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (hosts.Count == 0 || _topology.Value is not { } topology)
            return;
        // Its receivers wait within their process, and would not hear of what another one sends.
        _held.Add(state.TryOwn("servicebus.owner")
            ?? throw new StartException($"Another process serves the queues and topics of {state.Beside()}; only one can at a time."));
        _broker = await Broker.OpenAsync(state.Beside("servicebus"), topology, time, loggers);
        _held.AddRange(hosts.Select(host => Brokers.Serve(host, _broker)));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _held.ForEach(held => held.Dispose());
        _held.Clear();
    }

    private static BusTopology? ReadTopology(string folder)
    {
        var path = Path.Combine(folder, TopologyFile.UsualName);
        try
        {
            return File.Exists(path) ? TopologyFile.Read(path) : null;
        }
        catch (TopologyException e)
        {
            throw new StartException(e.Message, e);
        }
    }
}

internal static class EmulatorConnection
{
    private const string Mark = "UseDevelopmentEmulator=true";

    /// <returns>Null when the text is no connection string of the emulator.</returns>
    public static string? HostOf(string? text)
    {
        if (text?.Replace(" ", "", StringComparison.Ordinal).Contains(Mark, StringComparison.OrdinalIgnoreCase) != true)
            return null;
        try
        {
            return ServiceBusConnectionStringProperties.Parse(text).FullyQualifiedNamespace;
        }
        catch (FormatException)
        {
            // A text with the mark in it that is something else.
            return null;
        }
    }
}
