metadata description = 'The keys of tenants, which wrap those of their subjects and never leave here. The app makes a key for each tenant.'

@description('Of the vault.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('Days for which the vault and its keys can be brought back when they were deleted.')
param softDeleteDays int

@description('Where each use of a key is logged to.')
param workspaceName string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    // A tenant whose key is gone has lost everything that is sealed: nobody may do that at once.
    enablePurgeProtection: true
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource uses 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'uses'
  properties: {
    workspaceId: workspace.id
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

@description('Of the vault.')
output name string = vault.name
