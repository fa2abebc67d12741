metadata description = 'What the Functions host keeps for itself: the deployed package, its locks, and how far orchestrations are. Ids and progress, nothing personal.'

@description('Of the account.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('Spreads the account over the zones of the region.')
param zoneRedundant bool

var packages = 'packages'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource service 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: service
  name: packages
}

@description('Of the account.')
output name string = account.name

@description('The container that the deployed package lies in.')
output packageContainer string = packages
