metadata description = 'What the app may do, by name and no more than that. Its rights in the database are given in cosmos.bicep, where such rights live.'

@description('Who the app is.')
param principalId string

@description('The account of the app\'s own blobs.')
param blobsName string

@description('The account that the Functions host keeps its things in.')
param hostStorageName string

@description('The namespace of queues and topics.')
param serviceBusName string

@description('The vault with the tenants\' keys.')
param keyVaultName string

@description('Where the app writes its telemetry.')
param insightsName string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var ids = {
  'Storage Blob Data Contributor': 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  'Storage Blob Data Owner': 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  'Storage Queue Data Contributor': '974c5e8b-45b9-4653-ba55-5f855dd0fbe8'
  'Storage Table Data Contributor': '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  'Azure Service Bus Data Owner': '090c5cfd-751d-490a-894a-3ce6f1109419'
  'Monitoring Metrics Publisher': '3913510d-42f4-4e42-8a64-420c390055eb'
}

var here = resourceGroup().id

// Blobs for its locks and the package, queues and tables for orchestrations.
var ofHost = ['Storage Blob Data Owner', 'Storage Queue Data Contributor', 'Storage Table Data Contributor']

resource blobs 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: blobsName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostStorageName
}

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

// The built-in role that makes keys also deletes, imports and changes them; the app makes them and uses them, and nothing else.
resource tenantKeys 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(vault.id, 'tenant keys')
  properties: {
    roleName: 'Serverless tenant keys (${keyVaultName})'
    description: 'Make keys, wrap and unwrap with them.'
    type: 'CustomRole'
    assignableScopes: [here]
    permissions: [
      {
        actions: []
        dataActions: [
          'Microsoft.KeyVault/vaults/keys/create/action'
          'Microsoft.KeyVault/vaults/keys/read'
          'Microsoft.KeyVault/vaults/keys/wrap/action'
          'Microsoft.KeyVault/vaults/keys/unwrap/action'
        ]
      }
    ]
  }
}

resource toKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, principalId, 'tenant keys')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: tenantKeys.id
  }
}

resource toBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: blobs
  name: guid(blobs.id, principalId, 'Storage Blob Data Contributor')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ids['Storage Blob Data Contributor'])
  }
}

resource toHostStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in ofHost: {
  scope: hostStorage
  name: guid(hostStorage.id, principalId, role)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ids[role])
  }
}]

// Sending and receiving would be enough, did the app not look how deep its queues are.
resource toBus 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: bus
  name: guid(bus.id, principalId, 'Azure Service Bus Data Owner')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ids['Azure Service Bus Data Owner'])
  }
}

resource toInsights 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: insights
  name: guid(insights.id, principalId, 'Monitoring Metrics Publisher')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ids['Monitoring Metrics Publisher'])
  }
}
