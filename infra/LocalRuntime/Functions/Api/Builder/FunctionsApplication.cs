using System.Reflection;
using System.Runtime.CompilerServices;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a functions app begins.</summary>
public class FunctionsApplication
{
    /// <summary>
    /// Reads <c>host.json</c> and <c>local.settings.json</c>; settings come from the latter, the environment and the arguments,
    /// the last one wins. <c>--port</c> chooses the port, as Core Tools' own option does.
    /// </summary>
    /// <remarks>The functions are those of the assembly that calls this: the app's own, whatever process it runs in.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args, Assembly.GetCallingAssembly());
}
