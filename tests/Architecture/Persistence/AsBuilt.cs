using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Blobs;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Platform.Lifecycle;
using Serverless.Functions.Platform.ProcessingRecords;
using Serverless.Kernel.Declarations;

namespace Serverless.Architecture.Persistence;

/// <summary>What the app registers, its triggers, and the queues and topics that are deployed with it: found, not listed.</summary>
internal static class AsBuilt
{
    private static readonly Assembly App = typeof(PeopleDomain).Assembly;
    private static readonly IServiceCollection Services = Compose();
    private static readonly ServiceProvider Provider = Services.BuildServiceProvider();

    public static IReadOnlyList<Domain> Domains { get; } =
        [.. Of<Domain>().OrderBy(domain => domain.Container, StringComparer.Ordinal).ThenBy(domain => domain.RecordType, StringComparer.Ordinal)];

    public static IReadOnlyList<Projection> Projections { get; } = [.. Of<Projection>().OrderBy(projection => projection.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<Reaction> Reactions { get; } = [.. Of<Reaction>().OrderBy(reaction => reaction.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<ContainerDeclaration> Containers { get; } =
        [.. DomainContainers.Of(Domains).Concat(Of<ContainerDeclaration>()).OrderBy(container => container.Name, StringComparer.Ordinal)];

    public static IReadOnlyList<BlobContainerDeclaration> BlobContainers { get; } = [.. Of<BlobContainerDeclaration>().OrderBy(container => container.Name, StringComparer.Ordinal)];

    /// <summary>Functions that read change feeds.</summary>
    public static IReadOnlyList<(string Function, CosmosDBTriggerAttribute Trigger)> Feeds { get; } =
        [.. Triggers<CosmosDBTriggerAttribute>().OrderBy(one => one.Trigger.ContainerName, StringComparer.Ordinal).ThenBy(one => one.Function, StringComparer.Ordinal)];

    /// <summary>What answers for what is stored, put together as the app does it.</summary>
    public static SubjectStores Stores { get; } = Provider.GetRequiredService<SubjectStores>();

    public static ProcessingRecord ProcessingRecord { get; } = Provider.GetRequiredService<ProcessingRecordWriter>().Write();

    /// <summary>With what holds where nothing is set.</summary>
    public static RetentionPolicies RetentionPolicies { get; } = Provider.GetRequiredService<PolicyWriter>().Write();

    public static StorePolicies StorePolicies { get; } = Provider.GetRequiredService<StorePolicies>();

    public static IReadOnlyList<(string Function, ServiceBusTriggerAttribute Trigger)> Listeners { get; } = [.. Triggers<ServiceBusTriggerAttribute>()];

    public static JsonObject Namespace { get; } =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "servicebus.json")))!["UserConfig"]!["Namespaces"]![0]!.AsObject();

    /// <summary>All that some code declares in a static property, whether the app uses it or not.</summary>
    public static IEnumerable<T> Declared<T>()
        where T : class =>
        from type in App.GetTypes()
        where !type.ContainsGenericParameters
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
        where property.PropertyType.IsAssignableTo(typeof(T))
        select (T)property.GetValue(null)!;

    private static IEnumerable<T> Of<T>()
        where T : class => Services.Where(service => service.ServiceType == typeof(T)).Select(service => service.ImplementationInstance).OfType<T>();

    /// <summary>As Program.cs does: every extension of the app by which a domain or a read model is added.</summary>
    private static ServiceCollection Compose()
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Cosmos", "AccountEndpoint=https://localhost:8081/;AccountKey=AAAA"),
            new("Blobs", "UseDevelopmentStorage=true"),
            new("ServiceBus", "Endpoint=sb://localhost;SharedAccessKeyName=name;SharedAccessKey=AAAA"),
        ]).Build();
        services.AddCosmos(configuration).AddBlobs(configuration).AddKeys(configuration).AddRecords(configuration).AddProjections(configuration)
            .AddAutomation(configuration).AddMessaging(configuration).AddAudit(configuration).AddSubjectStores(App).AddArchives().AddRetention(configuration, App);
        var adding = App.GetTypes().Where(type => type.IsAbstract && type.IsSealed).SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.Name.StartsWith("Add", StringComparison.Ordinal) && method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(IServiceCollection));
        foreach (var add in adding) add.Invoke(null, [services, .. add.GetParameters().Skip(1).Select(_ => configuration)]);
        return services;
    }

    private static IEnumerable<(string Function, TTrigger Trigger)> Triggers<TTrigger>()
        where TTrigger : Attribute =>
        from type in App.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<TTrigger>()
        where trigger is not null
        select (function.Name, trigger);
}
