using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Unit.Functions;

namespace Serverless.Unit.Callers;

/// <summary>A running app of some test functions, with the middleware and the platform's authentication as the real app has them.</summary>
internal sealed class CallerApp : IAsyncDisposable
{
    public const string Tenant = "acme";

    private readonly TestApp _app;
    private readonly IHost _host;

    private CallerApp(TestApp app, IHost host, Uri address, Lines log)
    {
        _app = app;
        _host = host;
        Log = log;
        Http = new() { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public Lines Log { get; }

    public string Folder => _app.Folder;

    public static Task<CallerApp> StartAsync(params Type[] functions) => StartAsync(new Setup(), functions);

    public static async Task<CallerApp> StartAsync(Setup setup, params Type[] functions)
    {
        var app = new TestApp(localSettings: new JsonObject { ["Values"] = setup.Values }.ToJsonString());
        try
        {
            var log = new Lines();
            var builder = app.CreateBuilder();
            builder.Logging.AddProvider(log);
            builder.Composition.FunctionTypes = functions;
            builder.Services.AddSingleton(setup.Time);
            builder.UseMiddleware<AnswerMiddleware>();
            builder.UseCallers(functions);
            var host = builder.Build();
            await host.StartAsync();
            var address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
            return new(app, host, new(address), log);
        }
        catch
        {
            app.Dispose();
            throw;
        }
    }

    public async Task<string> TokenAsync(string roles, Guid? personId = null, string tenantId = Tenant, int? lifetimeSeconds = null)
    {
        using var answer = await Http.PostAsJsonAsync(new Uri(".auth/dev/token", UriKind.Relative), new
        {
            tenantId,
            personId,
            roles = roles.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            lifetimeSeconds,
        });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public async Task<int> StatusAsync(string path, string? token = null)
    {
        using var answer = await GetAsync(path, token);
        return (int)answer.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync();
        _host.Dispose();
        _app.Dispose();
    }

    internal sealed class Setup
    {
        public TimeProvider Time { get; init; } = TimeProvider.System;

        public JsonObject Values { get; } = new() { ["WEBSITE_AUTH_ENABLED"] = "True", ["LOCAL_AUTH_KEY"] = ".local/auth.key" };
    }
}
