metadata description = 'The function app on Flex Consumption, with every setting that it reads. It opens everything as its identity: no setting is a secret.'

@description('Of the app.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('Spreads instances over the zones of the region.')
param zoneRedundant bool

@description('The identity that it runs as.')
param identityName string

@description('Memory of an instance.')
param instanceMemoryMB int

@description('The most instances at once, of each group that scales for itself.')
param maximumInstanceCount int

@description('Requests that one instance answers at once before another one starts.')
param httpConcurrency int

@description('Instances that wait for requests even when there are none.')
param alwaysReadyInstances int

@description('Where telemetry goes.')
param insightsName string

@description('The account with the records.')
param cosmosName string

@description('The account with the keys of subjects.')
param keysName string

@description('The account of the app\'s own blobs.')
param blobsName string

@description('The account that the host keeps its things in.')
param hostStorageName string

@description('The container there that the deployed package lies in.')
param packageContainer string

@description('The namespace of queues and topics.')
param serviceBusName string

@description('The vault with the tenants\' keys.')
param keyVaultName string

@description('A collector of OpenTelemetry that gets everything as well; none where it is empty.')
param otlpEndpoint string

@description('What the app can be told besides: settings.json, and what differs from it.')
param settings object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource cosmos 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: cosmosName
}

resource keys 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' existing = {
  name: keysName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyInstances == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyInstances }]
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }
}

// Publishing takes an Entra identity and no password.
resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [for way in ['scm', 'ftp']: {
  parent: app
  name: way
  properties: { allow: false }
}]

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, {
    AZURE_CLIENT_ID: identity.properties.clientId
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    // An address: without the identity that the line above names, it opens nothing.
    APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
    AzureWebJobsStorage__accountName: hostStorageName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.properties.clientId
    Cosmos__accountEndpoint: cosmos.properties.documentEndpoint
    Cosmos__credential: 'managedidentity'
    Cosmos__clientId: identity.properties.clientId
    KeysCosmos__accountEndpoint: keys.properties.documentEndpoint
    KeysCosmos__clientId: identity.properties.clientId
    ServiceBus__fullyQualifiedNamespace: '${serviceBusName}.servicebus.windows.net'
    ServiceBus__credential: 'managedidentity'
    ServiceBus__clientId: identity.properties.clientId
    Blobs__accountName: blobsName
    Blobs__clientId: identity.properties.clientId
    KeyVault__uri: vault.properties.vaultUri
    Residency__Region: location
  }, otlpEndpoint == '' ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint })
}

@description('Of the app.')
output name string = app.name

@description('Where it answers.')
output url string = 'https://${app.properties.defaultHostName}'
