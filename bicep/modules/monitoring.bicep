metadata description = 'Where logs, requests and metrics go, and for how long they stay.'

@description('Makes names unique.')
param token string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('Days for which logs are kept.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${token}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { disableLocalAuth: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Without it whoever knows the address could write into the telemetry.
    DisableLocalAuth: true
  }
}

@description('Of the Log Analytics workspace.')
output workspaceName string = workspace.name

@description('Of the Application Insights component.')
output insightsName string = insights.name
