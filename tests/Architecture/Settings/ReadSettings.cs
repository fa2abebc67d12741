using System.Collections.Concurrent;
using System.Reflection;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Settings;
using Serverless.Cloud.Telemetry;
using Serverless.Functions.Domains.People;

namespace Serverless.Architecture.Settings;

/// <summary>The names that the app asks its configuration for while it is put together, watched and not listed.</summary>
internal static class ReadSettings
{
    private static readonly Assembly App = typeof(PeopleDomain).Assembly;

    /// <summary>With nothing set, and with what lets the readers go on to what they read after it.</summary>
    private static readonly Dictionary<string, string?>[] Given =
    [
        [],
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["Cosmos:accountEndpoint"] = "https://localhost:8081",
            ["KeysCosmos:accountEndpoint"] = "https://localhost:8082",
            ["ServiceBus:fullyQualifiedNamespace"] = "bus.example",
            ["Blobs:accountName"] = "blobs",
            ["KeyVault:uri"] = "https://vault.example",
            ["WEBSITE_AUTH_ENABLED"] = "True",
        },
    ];

    /// <summary>As the environment spells them. Sections that options are made of are none.</summary>
    public static IReadOnlySet<string> Names { get; } = Given.SelectMany(Asked).Where(key => !OptionSettings.Types.Any(type => OptionSettings.SectionOf(type) == key.Split(':')[0] && !IsAlsoRead(key)))
        .Select(key => key.Replace(":", "__", StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Connections that triggers name, and settings in texts of theirs.</summary>
    public static IReadOnlySet<string> OfTriggers { get; } = (
        from type in App.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttribute<FunctionAttribute>() is not null
        from parameter in method.GetParameters()
        from attribute in parameter.GetCustomAttributes()
        from property in attribute.GetType().GetProperties()
        where property.PropertyType == typeof(string) && property.Name is "Connection" or "LeaseConnection"
        let name = (string?)property.GetValue(attribute)
        where name is not null
        select name).ToHashSet(StringComparer.Ordinal);

    private static bool IsAlsoRead(string key) => PlainSettings.Read.Any(setting => setting.Name.Equals(key.Replace(":", "__", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    private static ConcurrentBag<string> Asked(Dictionary<string, string?> given)
    {
        var builder = FunctionsApplication.CreateBuilder(["--script-root", Repository.Root]);
        var watch = new Watch(given);
        ((IConfigurationBuilder)builder.Configuration).Add(watch);
        watch.Asked.Clear();
        foreach (var add in Adding())
            Try(() => add.Invoke(null, [builder.Services, builder.Configuration]));
        Try(() => builder.UseTelemetry(App));
        Try(() => builder.UseCallers(App));
        // It is opened when somebody asks for it.
        using var services = builder.Services.BuildServiceProvider();
        _ = services.GetService<BlobServiceClient>();
        return watch.Asked;
    }

    /// <summary>Everything that is added to an app and reads its configuration.</summary>
    private static IEnumerable<MethodInfo> Adding() =>
        from assembly in new[] { typeof(CosmosConnection).Assembly, App }
        from type in assembly.GetTypes()
        where type.IsAbstract && type.IsSealed
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.GetParameters() is [{ } services, { } configuration] && services.ParameterType == typeof(IServiceCollection) && configuration.ParameterType == typeof(IConfiguration)
        select method;

    /// <summary>What misses a setting says so, and has asked for it.</summary>
    private static void Try(Action add)
    {
        try
        {
            add();
        }
        catch (Exception e) when (e is SettingException or TargetInvocationException { InnerException: SettingException })
        {
        }
    }

    private sealed class Watch(Dictionary<string, string?> given) : ConfigurationProvider, IConfigurationSource
    {
        public ConcurrentBag<string> Asked { get; } = [];

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Asked.Add(key);
            return given.TryGetValue(key, out value);
        }

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) => earlierKeys;
    }
}
