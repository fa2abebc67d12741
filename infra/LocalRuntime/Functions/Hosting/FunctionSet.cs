using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>The functions of the app, bound and joined to their triggers; filled once, before the host starts.</summary>
internal sealed class FunctionSet(
    FunctionBinder binder, HostJson settings, IConfiguration configuration, TimeProvider time, ILogger<FunctionSet> log) : IDisposable
{
    private readonly List<BoundFunction> _functions = [];
    private readonly List<ITrigger> _triggers = [];

    public IReadOnlyList<BoundFunction> All => _functions;

    public IReadOnlyList<ITrigger> Triggers => _triggers;

    public bool IsRunning { get; set; }

    /// <exception cref="StartException">Names everything that is wrong, not only the first.</exception>
    public void Fill(IEnumerable<Type> types)
    {
        var problems = new List<string>();
        foreach (var descriptor in FunctionCatalog.Discover(types).Where(IsWanted))
        {
            try
            {
                var function = binder.Bind(descriptor);
                _triggers.Add(new PatientTrigger(function.Name, function.Kind.Join(function), time, log));
                _functions.Add(function);
            }
            catch (StartException e)
            {
                problems.Add(e.Message);
            }
        }
        if (problems.Count > 0)
            throw StartException.OfAll(problems);
    }

    public void Dispose() => _triggers.ForEach(trigger => trigger.Dispose());

    /// <summary>A function is left out by <c>functions</c> in host.json, or by the setting <c>AzureWebJobs.NAME.Disabled</c>.</summary>
    private bool IsWanted(FunctionDescriptor function) =>
        !IsTrue(configuration[$"AzureWebJobs.{function.Name}.Disabled"]) && !IsTrue(configuration[$"AzureWebJobs:{function.Name}:Disabled"])
        && IsListed(function);

    private static bool IsTrue(string? setting) => setting is "1" || string.Equals(setting, "true", StringComparison.OrdinalIgnoreCase);

    private bool IsListed(FunctionDescriptor function) =>
        settings.Functions is not { } wanted || wanted.Contains(function.Name, StringComparer.OrdinalIgnoreCase);
}
