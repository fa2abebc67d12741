using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace Serverless.Functions;

/// <summary>Puts the app together: every domain, read model and orchestration has one line here.</summary>
internal static class Program
{
    private static async Task Main(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        using var app = builder.Build();
        await app.RunAsync();
    }
}
