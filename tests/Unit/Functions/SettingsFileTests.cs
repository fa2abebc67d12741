using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Hosting;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

public sealed class SettingsFileTests
{
    [Fact]
    public void What_host_json_does_not_say_has_the_documented_default()
    {
        var settings = Host("""{ "version": "2.0" }""");
        Assert.Equal("api", settings.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), settings.FunctionTimeout);
        Assert.Empty(settings.LogLevels);
        Assert.Null(settings.MaxConcurrentRequests);
        Assert.Null(settings.MaxOutstandingRequests);
    }

    [Fact]
    public void Host_json_is_read()
    {
        var settings = Host("""
            {
              // Comments are allowed.
              "version": "2.0",
              "functionTimeout": "-1",
              "logging": { "logLevel": { "default": "warning", "Function.Tick": "Debug" }, "applicationInsights": { "samplingSettings": {} } },
              "extensions": {
                "http": { "routePrefix": "", "customHeaders": { "x": "y" }, "maxConcurrentRequests": 3, "maxOutstandingRequests": -1 },
                "cosmosDB": { "connectionMode": "Gateway" }
              },
            }
            """);
        Assert.Equal("", settings.RoutePrefix);
        Assert.Null(settings.FunctionTimeout);
        Assert.Equal(LogLevel.Warning, settings.LogLevels["default"]);
        Assert.Equal(LogLevel.Debug, settings.LogLevels["Function.Tick"]);
        Assert.Equal("y", settings.CustomHeaders["x"]);
        Assert.Equal(3, settings.MaxConcurrentRequests);
        Assert.Null(settings.MaxOutstandingRequests);
        Assert.True(settings.CosmosGatewayMode);
    }

    [Theory]
    [InlineData("""{ "version": "2.0", "functionTimout": "00:05:00" }""", "'functionTimout'")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "routeprefx": "" } } }""", "'extensions.http.routeprefx'")]
    [InlineData("""{ "version": "2.0", "extensions": { "kafka": {} } }""", "'extensions.kafka'")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon" }""", "'functionTimeout'")]
    [InlineData("""{ "version": "2.0", "functionTimeout": 5 }""", "'functionTimeout'")]
    [InlineData("""{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" } } }""", "'logging.logLevel.default'")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "maxConcurrentRequests": 0 } } }""", "'extensions.http.maxConcurrentRequests'")]
    [InlineData("""{ "version": "2.0", "extensions": { "http": { "maxOutstandingRequests": "many" } } }""", "'extensions.http.maxOutstandingRequests'")]
    [InlineData("""{ "version": "1.0" }""", "'version'")]
    [InlineData("""{ }""", "'version'")]
    [InlineData("""{ "version": """, "not valid JSON")]
    [InlineData("""[]""", "object")]
    public void What_is_wrong_in_host_json_is_named(string text, string part) => AssertNames(() => Host(text), "host.json", part);

    [Theory]
    [InlineData("""{ "Value": {} }""", "'Value'")]
    [InlineData("""{ "Host": { "Port": 1 } }""", "'Host.Port'")]
    [InlineData("""{ "Host": { "LocalHttpPort": "7072" } }""", "'Host.LocalHttpPort'")]
    [InlineData("""{ "Host": { "LocalHttpPort": 70720 } }""", "'Host.LocalHttpPort'")]
    [InlineData("""{ "Values": { "a": { "b": "c" } } }""", "'Values.a'")]
    [InlineData("""{ "IsEncrypted": true }""", "'IsEncrypted'")]
    public void What_is_wrong_in_the_local_settings_is_named(string text, string part) => AssertNames(() => Local(text), "local.settings.json", part);

    [Fact]
    public void Values_are_settings_of_the_app()
    {
        using var app = new TestApp(localSettings: """{ "Values": { "Plain": "a", "Nested__Name": "b", "Number": 3 }, "ConnectionStrings": { "Sql": "c" } }""");
        var configuration = app.CreateBuilder().Configuration;
        Assert.Equal("a", configuration["Plain"]);
        Assert.Equal("b", configuration["Nested:Name"]);
        Assert.Equal("3", configuration["Number"]);
        Assert.Equal("c", configuration["ConnectionStrings:Sql"]);
    }

    [Fact]
    public void The_host_section_says_port_and_origins()
    {
        var local = Local("""{ "Host": { "LocalHttpPort": 7072, "CORS": "https://a.example, https://b.example", "CORSCredentials": true } }""");
        Assert.Equal(7072, local.LocalHttpPort);
        Assert.Equal(["https://a.example", "https://b.example"], local.CorsOrigins);
        Assert.True(local.CorsCredentials);
    }

    private static void AssertNames(Action read, string file, string part)
    {
        var message = Assert.Throws<StartException>(read).Message;
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    private static HostJson Host(string text)
    {
        using var app = new TestApp(text);
        return HostJson.Read(app.Folder);
    }

    private static LocalSettings Local(string text)
    {
        using var app = new TestApp(localSettings: text);
        return LocalSettings.Read(app.Folder);
    }
}
