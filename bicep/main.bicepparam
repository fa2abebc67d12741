using './main.bicep'

// Two sizes: azd env set DEPLOYMENT prod. What a deployment has of its own are variables of its environment, which nobody commits.
var sizes = {
  dev: {
    instanceMemoryMB: 512
    zoneRedundant: false
    cosmosMode: 'serverless'
    cosmosBackup: 'Continuous7Days'
    keyVaultSoftDeleteDays: 7
    maximumInstanceCount: 40
    alwaysReadyInstances: 0
    logRetentionDays: 30
    blobSoftDeleteDays: 7
    blobVersionDays: 7
    auditImmutableDays: 1
  }
  prod: {
    instanceMemoryMB: 2048
    zoneRedundant: true
    cosmosMode: 'autoscale'
    cosmosBackup: 'Continuous30Days'
    keyVaultSoftDeleteDays: 90
    maximumInstanceCount: 200
    alwaysReadyInstances: 2
    logRetentionDays: 90
    blobSoftDeleteDays: 14
    blobVersionDays: 30
    auditImmutableDays: 365
  }
}
var size = sizes[readEnvironmentVariable('DEPLOYMENT', 'dev')]

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param authClientId = readEnvironmentVariable('AUTH_CLIENT_ID')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param settings = json(readEnvironmentVariable('APP_SETTINGS', '{}'))
param serviceBusSku = 'Standard'
param instanceMemoryMB = size.instanceMemoryMB
param zoneRedundant = size.zoneRedundant
param cosmosMode = size.cosmosMode
param cosmosBackup = size.cosmosBackup
param keyVaultSoftDeleteDays = size.keyVaultSoftDeleteDays
param maximumInstanceCount = size.maximumInstanceCount
param alwaysReadyInstances = size.alwaysReadyInstances
param logRetentionDays = size.logRetentionDays
param blobSoftDeleteDays = size.blobSoftDeleteDays
param blobVersionDays = size.blobVersionDays
param auditImmutableDays = size.auditImmutableDays
