metadata description = 'The whole app on Azure: everything that it needs and nothing that opens without an identity. Containers, queues and settings come from files that the code is compared with.'

targetScope = 'subscription'

@description('Names the resource group and everything in it; what azd calls an environment.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('The region of everything.')
param location string

@description('Spreads storage, database and instances over the zones of the region, where it has some.')
param zoneRedundant bool

@description('How the database is paid for: by request, or by what may be used at most each hour.')
@allowed(['serverless', 'autoscale'])
param cosmosMode string

@description('Request units per second that a container may use at most, where it is autoscale; a tenth of it is paid for always.')
@minValue(1000)
param cosmosMaxThroughput int = 1000

@description('Containers that may use more or less than that, by name.')
param cosmosMaxThroughputOf object = {}

@description('How far back the records can be restored to any second.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param cosmosBackup string

@description('How far back the keys can be restored. Who is erased is so for good when this has passed, so it is shorter.')
@allowed(['Continuous7Days', 'Continuous30Days'])
param keysBackup string = 'Continuous7Days'

@description('Standard is paid for by message; Premium has processors of its own.')
@allowed(['Standard', 'Premium'])
param serviceBusSku string

@description('Days for which a message waits at most where servicebus.json does not say it.')
@minValue(1)
@maxValue(90)
param serviceBusLifetimeDays int = 14

@description('Days for which a key vault that was deleted can be brought back; nobody can shorten that.')
@minValue(7)
@maxValue(90)
param keyVaultSoftDeleteDays int

@description('Memory of an instance; its share of processors follows from it.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('The most instances at once, of each group that scales for itself.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Requests that one instance answers at once before another one starts.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 32

@description('Instances that wait for requests even when there are none; 0 lets the first request wait for a start.')
@minValue(0)
param alwaysReadyInstances int

@description('The client id of the app registration that tokens must be meant for.')
@minLength(36)
@maxLength(36)
param authClientId string

@description('Whose tokens are taken: one Entra tenant by its id, or organizations for every one of them.')
param authTenant string = tenant().tenantId

@description('A collector of OpenTelemetry that gets everything as well; none where it is empty.')
param otlpEndpoint string = ''

@description('Who is told of alerts; nobody where it is empty.')
param alertEmail string = ''

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int

@description('How blobs are copied. Archives go to the tier Archive, from where they take hours to read, only where they are not spread over zones (LRS, GRS); else they go to Cold. GRS copies them to the paired region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param blobsSku string = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'

@description('Days for which a blob or a container of blobs that was deleted can be brought back.')
@minValue(1)
@maxValue(365)
param blobSoftDeleteDays int

@description('Days after which earlier versions of blobs are gone.')
@minValue(1)
param blobVersionDays int

@description('Days for which what the audit has sealed cannot be changed or deleted; once the policy is locked, by no administrator either.')
@minValue(1)
param auditImmutableDays int

@description('Settings of the app that differ from their defaults in settings.json.')
param settings object = {}

var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))
var containers = loadJsonContent('containers.json')
var namespaceDeclared = loadJsonContent('../servicebus.json').UserConfig.Namespaces[0]
// An erasure is final when no copy could bring a key back: how far copies reach, follows from what is deployed here.
var reach = {
  Erasure__KeyBackups: keysBackup == 'Continuous7Days' ? '7.00:00:00' : '30.00:00:00'
  // What is overwritten or deleted becomes a version; that is deleted by a rule, which may take two days to run, and can be brought back even then.
  Erasure__BlobRetention: '${blobVersionDays + 2 + blobSoftDeleteDays}.00:00:00'
  // Who looks after what was not taken in its time has as long again; then a timer deletes it, within a day.
  Messages__GivenUpLife: '${2 * serviceBusLifetimeDays}.00:00:00'
  Erasure__QueueRetention: '${2 * serviceBusLifetimeDays + 1}.00:00:00'
}
var told = union(loadJsonContent('settings.json'), reach, settings)

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  name: 'identity'
  params: {
    name: 'id-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  name: 'monitoring'
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module cosmos 'modules/cosmos.bicep' = {
  scope: group
  name: 'cosmos'
  params: {
    name: 'cosmos-${token}'
    location: location
    tags: tags
    mode: cosmosMode
    maxThroughput: cosmosMaxThroughput
    maxThroughputOf: cosmosMaxThroughputOf
    backup: cosmosBackup
    zoneRedundant: zoneRedundant
    containers: filter(containers, one => one.id != 'keys')
    principalId: identity.outputs.principalId
    workspaceName: monitoring.outputs.workspaceName
  }
}

// A backup is an account's: keys in the account of the records would come back for as long as those.
module keys 'modules/cosmos.bicep' = {
  scope: group
  name: 'keys'
  params: {
    name: 'keys-${token}'
    location: location
    tags: tags
    mode: cosmosMode
    maxThroughput: cosmosMaxThroughput
    maxThroughputOf: cosmosMaxThroughputOf
    backup: keysBackup
    zoneRedundant: zoneRedundant
    containers: filter(containers, one => one.id == 'keys')
    principalId: identity.outputs.principalId
    workspaceName: monitoring.outputs.workspaceName
  }
}

module blobs 'modules/blobs.bicep' = {
  scope: group
  name: 'blobs'
  params: {
    name: 'data${token}'
    location: location
    tags: tags
    sku: blobsSku
    containers: loadJsonContent('blobs.json')
    softDeleteDays: blobSoftDeleteDays
    versionDays: blobVersionDays
    immutableDays: auditImmutableDays
  }
}

module hostStorage 'modules/hostStorage.bicep' = {
  scope: group
  name: 'hostStorage'
  params: {
    name: 'host${token}'
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
  }
}

module bus 'modules/serviceBus.bicep' = {
  scope: group
  name: 'serviceBus'
  params: {
    name: 'sb-${token}'
    location: location
    tags: tags
    sku: serviceBusSku
    queues: namespaceDeclared.Queues
    topics: namespaceDeclared.Topics
    usualLifetime: 'P${serviceBusLifetimeDays}D'
  }
}

module vault 'modules/keyVault.bicep' = {
  scope: group
  name: 'keyVault'
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    softDeleteDays: keyVaultSoftDeleteDays
    workspaceName: monitoring.outputs.workspaceName
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    blobsName: blobs.outputs.name
    hostStorageName: hostStorage.outputs.name
    serviceBusName: bus.outputs.name
    keyVaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module app 'modules/app.bicep' = {
  scope: group
  name: 'app'
  // An app that starts before it may read its stores would not start.
  dependsOn: [roles]
  params: {
    name: 'func-${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'app' })
    zoneRedundant: zoneRedundant
    identityName: identity.outputs.name
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    alwaysReadyInstances: alwaysReadyInstances
    insightsName: monitoring.outputs.insightsName
    cosmosName: cosmos.outputs.name
    keysName: keys.outputs.name
    blobsName: blobs.outputs.name
    hostStorageName: hostStorage.outputs.name
    packageContainer: hostStorage.outputs.packageContainer
    serviceBusName: bus.outputs.name
    keyVaultName: vault.outputs.name
    otlpEndpoint: otlpEndpoint
    settings: told
  }
}

module authentication 'modules/authentication.bicep' = {
  scope: group
  name: 'authentication'
  params: {
    appName: app.outputs.name
    clientId: authClientId
    issuer: '${environment().authentication.loginEndpoint}${authTenant}/v2.0'
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  name: 'alerts'
  params: {
    location: location
    tags: tags
    email: alertEmail
    workspaceName: monitoring.outputs.workspaceName
    cosmosNames: [cosmos.outputs.name, keys.outputs.name]
    serviceBusName: bus.outputs.name
    queueDepthLimit: int(told.Operations__QueueDepthLimit)
  }
}

@description('Where the app answers.')
output APP_URL string = app.outputs.url

@description('The resource group with everything in it.')
output AZURE_RESOURCE_GROUP string = group.name
