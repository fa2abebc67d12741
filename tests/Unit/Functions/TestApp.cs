using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.Unit.Functions;

/// <summary>A functions app within the test: a folder of its own, and the functions of the given classes.</summary>
internal sealed class TestApp : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("functions-").FullName;

    public TestApp(string hostJson = """{ "version": "2.0" }""", string? localSettings = null)
    {
        File.WriteAllText(Path.Combine(_folder, "host.json"), hostJson);
        if (localSettings is not null)
            File.WriteAllText(Path.Combine(_folder, "local.settings.json"), localSettings);
    }

    public string Folder => _folder;

    public FunctionsApplicationBuilder CreateBuilder()
    {
        var builder = FunctionsApplication.CreateBuilder(["--script-root", _folder, "--port", "0"]);
        builder.Logging.ClearProviders();
        return builder.ConfigureFunctionsWebApplication();
    }

    public IHost Build(params Type[] types) => Build(_ => { }, types);

    public IHost Build(Action<IServiceCollection> configure, params Type[] types)
    {
        var builder = CreateBuilder();
        builder.Composition.FunctionTypes = types;
        configure(builder.Services);
        return builder.Build();
    }

    /// <returns>What the app that cannot start says.</returns>
    public string Problem(params Type[] types) => Assert.Throws<StartException>(() => Build(types).Dispose()).Message;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
