using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.LocalRuntime.Functions.Hosting;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary><c>extensions.serviceBus</c> of host.json, with the defaults of the extension.</summary>
internal sealed class ServiceBusSettings
{
    private const string Path = "extensions.serviceBus";

    private ServiceBusSettings(SettingsFile file, JsonObject section)
    {
        PrefetchCount = Number(file, section, "prefetchCount", least: 0, otherwise: 0);
        AutoCompleteMessages = section["autoCompleteMessages"] is null || file.Value<bool>(section, Path, "autoCompleteMessages", "true or false");
        MaxAutoLockRenewalDuration = Time(file, section, "maxAutoLockRenewalDuration") ?? TimeSpan.FromMinutes(5);
        MaxConcurrentCalls = Number(file, section, "maxConcurrentCalls", least: 1, otherwise: 16 * Environment.ProcessorCount);
        MaxConcurrentSessions = Number(file, section, "maxConcurrentSessions", least: 1, otherwise: 8);
        MaxConcurrentCallsPerSession = Number(file, section, "maxConcurrentCallsPerSession", least: 1, otherwise: 1);
        MaxMessageBatchSize = Number(file, section, "maxMessageBatchSize", least: 1, otherwise: 1000);
        MinMessageBatchSize = Number(file, section, "minMessageBatchSize", least: 1, otherwise: 1);
        MaxBatchWaitTime = Time(file, section, "maxBatchWaitTime") ?? TimeSpan.FromSeconds(30);
        SessionIdleTimeout = Time(file, section, "sessionIdleTimeout");
        if (MinMessageBatchSize > MaxMessageBatchSize)
            throw file.Wrong(Path, "minMessageBatchSize", "no larger than maxMessageBatchSize");
    }

    public int PrefetchCount { get; }

    public bool AutoCompleteMessages { get; }

    public TimeSpan MaxAutoLockRenewalDuration { get; }

    public int MaxConcurrentCalls { get; }

    public int MaxConcurrentSessions { get; }

    public int MaxConcurrentCallsPerSession { get; }

    public int MaxMessageBatchSize { get; }

    public int MinMessageBatchSize { get; }

    /// <summary>How long a batch may wait for its least number of messages.</summary>
    public TimeSpan MaxBatchWaitTime { get; }

    /// <summary>How long a session without messages is kept; null is as long as the client tries by itself.</summary>
    public TimeSpan? SessionIdleTimeout { get; }

    public static ServiceBusSettings Read(HostJson host)
    {
        var file = new SettingsFile(HostJson.FileName, host.Extensions);
        return new(file, file.Section(host.Extensions, "extensions", "serviceBus") ?? []);
    }

    private static int Number(SettingsFile file, JsonObject section, string name, int least, int otherwise)
    {
        var kind = $"a whole number of at least {least}";
        if (section[name] is null)
            return otherwise;
        return file.Value<int>(section, Path, name, kind) is var number && number >= least ? number : throw file.Wrong(Path, name, kind);
    }

    private static TimeSpan? Time(SettingsFile file, JsonObject section, string name)
    {
        if (file.Text(section, Path, name) is not { } text)
            return null;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero
            ? time
            : throw file.Wrong(Path, name, "a time such as \"00:05:00\"");
    }
}
