using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Cosmos;

internal sealed class CosmosTriggerKind(
    IConfiguration configuration, HostJson settings, CosmosClients clients, RetryingExecutor executor, StateFolder state, IOptions<WorkerOptions> worker,
    ILogger<CosmosTrigger> log) : TriggerKind
{
    private const string UsualConnection = "CosmosDB";

    public override Type Attribute => typeof(CosmosDBTriggerAttribute);

    public override string BindingType => "cosmosDBTrigger";

    public override bool Retries => true;

    /// <summary>The documents as a list of whatever they are read as, or as the text of a JSON array.</summary>
    public override ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        if (parameter != function.TriggerParameter)
            return null;
        if (parameter.ParameterType == typeof(string))
            return context => ValueTask.FromResult<object?>(context.TriggerValue!.ToString());
        if (!IsList(parameter.ParameterType))
            return null;
        return async context =>
        {
            var documents = (BinaryData)context.TriggerValue!;
            return await worker.Value.Serializer!.DeserializeAsync(documents.ToStream(), parameter.ParameterType, context.CancellationToken);
        };
    }

    public override TriggerInput ByHand(BoundFunction function, string? text) => new() { Value = new BinaryData(text ?? "[]"), Reason = HandRuns.Reason };

    public override ITrigger Join(BoundFunction function)
    {
        var attribute = (CosmosDBTriggerAttribute)function.Descriptor.Trigger;
        var name = function.Name;
        if (attribute is { StartFromBeginning: true, StartFromTime: not null })
            throw StartException.Of(name, "StartFromBeginning and StartFromTime exclude each other.");

        string Resolve(string text) => configuration.Resolve(name, text);
        var connection = CosmosConnection.Of(name, attribute.Connection ?? UsualConnection, configuration);
        var leaseConnection = attribute.LeaseConnection is null ? connection : CosmosConnection.Of(name, attribute.LeaseConnection, configuration);
        var database = Resolve(attribute.DatabaseName);
        var feed = new CosmosFeed(
            clients.Get(connection, attribute.PreferredLocations).GetContainer(database, Resolve(attribute.ContainerName)),
            clients.Get(leaseConnection, attribute.PreferredLocations).GetContainer(
                Resolve(attribute.LeaseDatabaseName ?? database), Resolve(attribute.LeaseContainerName ?? "leases")),
            Resolve(attribute.LeaseContainerPrefix ?? settings.CosmosLeasePrefix),
            attribute,
            StartTime(name, attribute));
        if (feed.KeepsLeasesInMonitored)
            throw StartException.Of(name, $"the container '{feed.Monitored.Id}' cannot hold the leases of its own changes: name another LeaseContainerName.");
        return new CosmosTrigger(function, feed, RetryPolicy.Of(function.Descriptor), executor, new(name, state), log);
    }

    private static DateTime? StartTime(string function, CosmosDBTriggerAttribute attribute)
    {
        if (attribute.StartFromBeginning)
            return DateTime.MinValue.ToUniversalTime();
        if (attribute.StartFromTime is not { } text)
            return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime
            : throw StartException.Of(function, $"StartFromTime is '{text}', and must be a time such as 2024-01-31T00:00:00Z.");
    }

    private static bool IsList(Type type) =>
        type.IsArray || (type.IsGenericType && type.GetGenericArguments().Length == 1 && type.IsAssignableTo(typeof(System.Collections.IEnumerable)));
}

internal static class CosmosServices
{
    public static void AddCosmosTriggers(this IServiceCollection services)
    {
        services.AddSingleton<TriggerKind, CosmosTriggerKind>();
        services.AddSingleton<CosmosClients>();
    }
}
