namespace Serverless.Architecture.Settings;

/// <summary>Settings that are read by name, and those that the host and the SDKs read: what they mean, in words.</summary>
internal static class PlainSettings
{
    private const string Identity = "The client id of the identity to open it as; without it, the identity of the machine or of `az login`.";
    private const string Credential = "How triggers open it: `managedidentity`.";

    /// <summary>Those that our code reads.</summary>
    public static IReadOnlyList<Setting> Read { get; } =
    [
        new("Cosmos", null, "A connection string of Cosmos DB.", Place.Local) { Example = "AccountEndpoint=https://ACCOUNT.documents.azure.com:443/;AccountKey=KEY;" },
        new("Cosmos__accountEndpoint", null, "The address of a Cosmos DB account, opened as an identity.", Place.Anywhere) { Example = "https://ACCOUNT.documents.azure.com:443/" },
        new("Cosmos__clientId", null, Identity, Place.Azure),
        new("Cosmos__patience", "00:00:20", "After this time a request to the store is given up. From 00:00:01 to 00:03:00.", Place.Anywhere),
        new("KeysCosmos", null, "A connection string of another account, which holds the keys of subjects; without one they lie beside the records.", Place.Local) { Example = "AccountEndpoint=https://ACCOUNT.documents.azure.com:443/;AccountKey=KEY;" },
        new("KeysCosmos__accountEndpoint", null, "The address of that account, opened as an identity. Its backups may reach back less far, and so erasure is final sooner.", Place.Anywhere) { Example = "https://ACCOUNT.documents.azure.com:443/" },
        new("KeysCosmos__clientId", null, Identity, Place.Azure),
        new("ServiceBus", null, "A connection string of Service Bus.", Place.Local) { Example = "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;" },
        new("ServiceBus__fullyQualifiedNamespace", null, "The name of a Service Bus namespace, opened as an identity.", Place.Anywhere) { Example = "NAMESPACE.servicebus.windows.net" },
        new("ServiceBus__clientId", null, Identity, Place.Azure),
        new("Blobs", null, "A connection string of a storage account.", Place.Local) { Example = "UseDevelopmentStorage=true" },
        new("Blobs__accountName", null, "The name of a storage account, opened as an identity.", Place.Anywhere) { Example = "ACCOUNT" },
        new("Blobs__clientId", null, Identity, Place.Azure),
        new("KeyVault__uri", null, "The key vault that wraps the keys of tenants; without it they lie in a folder, and on Azure the app does not start.", Place.Anywhere) { Example = "https://VAULT.vault.azure.net/" },
        new("Callers__PersonClaim", "personId", "The claim that names the person whom an account belongs to.", Place.Anywhere),
        new("Residency__Region", null, "The region in which this deployment keeps data.", Place.Anywhere) { Example = "westeurope" },
        new("OTEL_EXPORTER_OTLP_ENDPOINT", null, "Where spans, metrics and logs go by OpenTelemetry's protocol; without it they stay within the process.", Place.Anywhere) { Example = "http://localhost:4317" },
        new("APPLICATIONINSIGHTS_CONNECTION_STRING", null, "Where telemetry goes on Azure: an address, which opens nothing without the identity that `APPLICATIONINSIGHTS_AUTHENTICATION_STRING` names.", Place.Azure),
        new("WEBSITE_AUTH_ENABLED", null, "`True` where the platform authenticates callers. Anywhere else the app does not start.", Place.Platform),
        new("WEBSITE_SITE_NAME", null, "The name of the app, on Azure.", Place.Platform),
    ];

    /// <summary>Those that our code reads as many as there are.</summary>
    public static IReadOnlyList<Setting> ReadAsMany { get; } =
    [
        new("Residency__Tenants__TENANT", null, "The region that a tenant's data belongs in; where no tenant is named, all belong here.", Place.Anywhere) { Example = "westeurope", IsOpen = true },
    ];

    /// <summary>Those that nobody reads but the Functions host, or an SDK.</summary>
    public static IReadOnlyList<Setting> ReadByHost { get; } =
    [
        new("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", null, "As which identity telemetry is written.", Place.Azure),
        new("AZURE_CLIENT_ID", null, "The client id of the identity that the key vault is opened as, and whatever names none of its own.", Place.Azure),
        new("AzureWebJobsStorage__accountName", null, "The storage account in which the host keeps locks, timers and how far orchestrations are.", Place.Azure),
        new("AzureWebJobsStorage__clientId", null, Identity, Place.Azure),
        new("AzureWebJobsStorage__credential", null, Credential, Place.Azure),
        new("Cosmos__credential", null, Credential, Place.Azure),
        new("ServiceBus__credential", null, Credential, Place.Azure),
        new("FUNCTIONS_WORKER_RUNTIME", null, "`dotnet-isolated`, for Core Tools.", Place.Local) { Example = "dotnet-isolated" },
    ];
}
