using System.Text.Json.Nodes;
using Serverless.LocalRuntime.DurableTask.Engine;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.Durable;

/// <summary>What <c>extensions.durableTask</c> in host.json says to a host of one process.</summary>
internal sealed record DurableSettings(string HubName, DurableTaskOptions Engine, bool ReplacesRunningInstances)
{
    private const string Path = "extensions.durableTask";
    private const string UsualHub = "TestHubName";

    public static DurableSettings Read(SettingsFile file, JsonObject section) => new(
        file.Text(section, Path, "hubName") ?? UsualHub,
        new()
        {
            MaxConcurrentActivities = Count(file, section, "maxConcurrentActivityFunctions"),
            MaxConcurrentOrchestrations = Count(file, section, "maxConcurrentOrchestratorFunctions"),
            DefaultVersion = file.Text(section, Path, "defaultVersion") ?? "",
        },
        file.Text(section, Path, "overridableExistingInstanceStates") switch
        {
            null => false,
            var states when states.Equals("NonRunningStates", StringComparison.OrdinalIgnoreCase) => false,
            var states when states.Equals("AnyState", StringComparison.OrdinalIgnoreCase) => true,
            _ => throw file.Wrong(Path, "overridableExistingInstanceStates", "NonRunningStates or AnyState"),
        });

    /// <summary>Ten for each processor, as on a dedicated plan.</summary>
    private static int Count(SettingsFile file, JsonObject section, string setting)
    {
        if (section[setting] is null)
            return 10 * Environment.ProcessorCount;
        return file.Value<int>(section, Path, setting, "a number") is > 0 and var count ? count : throw file.Wrong(Path, setting, "a number above 0");
    }
}
