using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Serverless.Unit.Functions;

/// <summary>A host whose authentication is off; with it on, see the tests of callers.</summary>
public sealed class PlatformAuthenticationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("False")]
    public async Task Where_authentication_is_off_a_principal_is_dropped_all_the_same_and_nobody_gives_tokens(string? isOn)
    {
        using var app = new TestApp(localSettings: $$"""{ "Values": { "WEBSITE_AUTH_ENABLED": "{{isOn}}", "LOCAL_AUTH_KEY": "auth.key" } }""");
        using var host = app.Build(typeof(Echo));
        await host.StartAsync();
        using var http = new HttpClient { BaseAddress = new(host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/headers");
        request.Headers.Add("X-MS-CLIENT-PRINCIPAL", "e30=");
        request.Headers.Add("x-ms-client-principal-id", "me");
        request.Headers.Add("x-ms-other", "stays");
        request.Headers.Authorization = new("Bearer", "of somebody else");
        using var answer = await http.SendAsync(request);
        Assert.Equal(["x-ms-other"], (await answer.Content.ReadFromJsonAsync<string[]>())!);

        using var token = await http.PostAsJsonAsync(new Uri(".auth/dev/token", UriKind.Relative), new { tenantId = "acme", roles = Array.Empty<string>() });
        Assert.Equal(404, (int)token.StatusCode);
        Assert.False(File.Exists(Path.Combine(app.Folder, "auth.key")));
        await host.StopAsync();
    }

    private sealed class Echo
    {
        [Function("Headers")]
        public static IResult Headers([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "headers")] HttpRequest request) =>
            Results.Ok(request.Headers.Keys.Where(name => name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase)));
    }
}
