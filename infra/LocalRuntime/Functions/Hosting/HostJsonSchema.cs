namespace Serverless.LocalRuntime.Functions.Hosting;

/// <summary>The settings that the reference of host.json (version 2.0) and of the extensions name.</summary>
internal static class HostJsonSchema
{
    private static readonly string[] Root =
    [
        "version", "functionTimeout", "functions", "logging", "extensions", "extensionBundle", "aggregator", "concurrency", "customHandler",
        "healthMonitor", "managedDependency", "retry", "singleton", "telemetryMode", "watchDirectories", "watchFiles", "$schema",
    ];

    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.Ordinal)
    {
        ["logging"] = ["logLevel", "fileLoggingMode", "console", "applicationInsights"],
        ["aggregator"] = ["batchSize", "flushTimeout"],
        ["concurrency"] = ["dynamicConcurrencyEnabled", "snapshotPersistenceEnabled"],
        ["healthMonitor"] = ["enabled", "healthCheckInterval", "healthCheckWindow", "healthCheckThreshold", "counterThreshold"],
        ["singleton"] = ["lockPeriod", "listenerLockPeriod", "listenerLockRecoveryPollingInterval", "lockAcquisitionTimeout", "lockAcquisitionPollingInterval"],
        ["extensionBundle"] = ["id", "version"],
        ["extensions"] = ["http", "cosmosDB", "serviceBus", "durableTask", "blobs", "queues", "eventHubs", "eventGrid", "signalR", "sendGrid"],
        ["extensions.http"] = ["routePrefix", "maxOutstandingRequests", "maxConcurrentRequests", "dynamicThrottlesEnabled", "hsts", "customHeaders"],
        ["extensions.cosmosDB"] = ["connectionMode", "protocol", "leaseOptions", "userAgentSuffix"],
        ["extensions.cosmosDB.leaseOptions"] = ["leasePrefix"],
        ["extensions.serviceBus"] =
        [
            "clientRetryOptions", "prefetchCount", "transportType", "webProxy", "autoCompleteMessages", "maxAutoLockRenewalDuration", "maxConcurrentCalls",
            "maxConcurrentSessions", "maxMessageBatchSize", "minMessageBatchSize", "maxBatchWaitTime", "sessionIdleTimeout", "enableCrossEntityTransactions",
            "maxConcurrentCallsPerSession",
        ],
        ["extensions.durableTask"] =
        [
            "hubName", "defaultVersion", "versionMatchStrategy", "versionFailureStrategy", "storageProvider", "tracing", "notifications",
            "maxConcurrentActivityFunctions", "maxConcurrentOrchestratorFunctions", "maxConcurrentEntityFunctions", "extendedSessionsEnabled",
            "extendedSessionIdleTimeoutInSeconds", "useAppLease", "useGracefulShutdown", "maxEntityOperationBatchSize",
            "maxOrchestrationActions", "overridableExistingInstanceStates", "entityMessageReorderWindowInMinutes",
            "storeInputsInOrchestrationHistory", "httpSettings", "localRpcEndpointEnabled", "appLeaseOptions",
            "rollbackEntityOperationsOnExceptions", "throwStatusExceptionsOnRaiseEvent",
        ],
    };

    public static void Check(SettingsFile file)
    {
        file.AllowOnly(file.Content, "", Root);
        foreach (var (path, known) in Sections)
        {
            var section = file.Content;
            var above = "";
            foreach (var name in path.Split('.'))
            {
                section = section is null ? null : file.Section(section, above, name);
                above = above.Length == 0 ? name : $"{above}.{name}";
            }
            if (section is not null)
                file.AllowOnly(section, path, known);
        }
    }
}
