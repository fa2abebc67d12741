metadata description = 'An account, its database, and its containers as the code declares them.'

@description('Of the account.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('serverless or autoscale.')
@allowed(['serverless', 'autoscale'])
param mode string

@description('Request units per second that a container may use at most, where it is autoscale.')
param maxThroughput int

@description('Containers that may use more or less than that, by name.')
param maxThroughputOf object

@description('How far back the account can be restored to any second.')
param backup string

@description('Spreads the account over the zones of the region.')
param zoneRedundant bool

@description('Each as the database takes it: containers.json, which a test compares with the declarations in the code.')
param containers array

@description('Who reads and writes documents.')
param principalId string

@description('Where changes of the account are logged to.')
param workspaceName string

// Reads and writes documents and changes nothing else: containers come from here only.
var dataContributor = '00000000-0000-0000-0000-000000000002'

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
    // The app's reads follow the session of the write that they must contain.
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: zoneRedundant }]
    capabilities: mode == 'serverless' ? [{ name: 'EnableServerless' }] : []
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: { tier: backup }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: 'serverless'
  properties: {
    resource: { id: 'serverless' }
  }
}

// Many at once are throttled by the service.
@batchSize(5)
resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = [for declared in containers: {
  parent: database
  name: declared.id
  tags: tags
  properties: {
    resource: declared
    options: mode == 'serverless' ? {} : { autoscaleSettings: { maxThroughput: contains(maxThroughputOf, declared.id) ? maxThroughputOf[declared.id] : maxThroughput } }
  }
}]

resource role 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-11-15' = {
  parent: account
  name: guid(account.id, principalId, dataContributor)
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/${dataContributor}'
    scope: account.id
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

// Who changed what in the account, past this file.
resource changes 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'changes'
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'ControlPlaneRequests', enabled: true }]
  }
}

@description('Of the account.')
output name string = account.name
