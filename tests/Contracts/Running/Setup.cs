using System.Runtime.CompilerServices;

namespace Serverless.Contracts.Running;

internal static class Setup
{
    /// <summary>Nothing here runs on an Azure machine, so the SDK need not wait for the address that would tell it so.</summary>
    [ModuleInitializer]
    internal static void NoInstanceMetadata() => Environment.SetEnvironmentVariable("COSMOS_DISABLE_IMDS_ACCESS", "true");
}
