using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Messaging;
using Serverless.Cloud.Settings;

namespace Serverless.Unit.Settings;

public sealed class BusSettingTests
{
    [Theory]
    [InlineData("ServiceBus", null, "The setting ServiceBus is missing: it must be a connection string of Service Bus, or ServiceBus__fullyQualifiedNamespace the name of a namespace.")]
    [InlineData("ServiceBus", "secret", "The setting ServiceBus must be a connection string of Service Bus: Endpoint=sb://(namespace);SharedAccessKeyName=(name);SharedAccessKey=(key).")]
    public void A_namespace_that_cannot_be_reached_so_is_named(string setting, string? value, string problem) =>
        Assert.Equal(problem, Assert.Throws<SettingException>(() => new ServiceCollection().AddMessaging(With(setting, value))).Message);

    [Theory]
    [InlineData("ServiceBus", "Endpoint=sb://localhost;SharedAccessKeyName=k;SharedAccessKey=s;UseDevelopmentEmulator=true;")]
    [InlineData("ServiceBus:fullyQualifiedNamespace", "a.servicebus.windows.net")]
    public void A_namespace_is_reached_by_a_connection_string_or_by_its_name(string setting, string value) =>
        Assert.NotEmpty(new ServiceCollection().AddMessaging(With(setting, value)));

    private static IConfiguration With(string setting, string? value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();
}
