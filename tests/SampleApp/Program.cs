using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Serverless.SampleApp;

/// <summary>A small app with HTTP, timer, Cosmos DB, Service Bus and durable functions, written against Microsoft's API only; the tests start it and drive it over HTTP.</summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<StampMiddleware>();
        builder.UseWhen<RefuseMiddleware>(context => context.FunctionDefinition.Name == nameof(MiddlewareFunctions.Refused));
        builder.Services.AddSingleton<Journal>();
        builder.Services.AddSingleton<NoteShelf>();
        builder.Services.AddScoped<Visit>();
        builder.Services.AddSingleton(services => new ServiceBusClient(services.GetRequiredService<IConfiguration>()["Bus"]!));
        using var host = builder.Build();
        await host.RunAsync();
    }
}
