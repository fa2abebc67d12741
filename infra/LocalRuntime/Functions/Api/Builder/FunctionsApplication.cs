namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a functions app begins.</summary>
public class FunctionsApplication
{
    /// <summary>
    /// Reads <c>host.json</c> and <c>local.settings.json</c>; settings come from the latter, the environment and the arguments,
    /// the last one wins. <c>--port</c> chooses the port, as Core Tools' own option does.
    /// </summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
