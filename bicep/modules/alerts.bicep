metadata description = 'What somebody must look at, told as soon as it shows: what waits too long, what was given up, what failed, what is slow.'

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('Who is told; nobody where it is empty.')
param email string

@description('Where requests and the app\'s metrics are.')
param workspaceName string

@description('The accounts of the database.')
param cosmosNames array

@description('The namespace of queues and topics.')
param serviceBusName string

@description('So many messages in a queue or subscription are too many.')
param queueDepthLimit int

var here = resourceGroup().id

// Metrics by the names that the README lists; requests by those of Application Insights.
var queries = [
  {
    name: 'projection-lag'
    description: 'A read model or a reaction was more than a minute behind.'
    severity: 2
    query: 'AppMetrics | where Name == "serverless.projection.lag" | summarize Value = max(Max) by Follower = tostring(Properties["serverless.projection"])'
    threshold: 60
  }
  {
    name: 'parked-events'
    description: 'Events were parked, because a read model could not take them in or a reaction not follow.'
    severity: 2
    query: 'AppMetrics | where Name == "serverless.deadletters" | summarize Value = sum(Sum) by Follower = tostring(Properties["serverless.projection"])'
    threshold: 0
  }
  {
    name: 'failed-orchestrations'
    description: 'An orchestration has failed within the last hour.'
    severity: 1
    query: 'AppMetrics | where Name == "serverless.orchestrations.failed" | summarize Value = max(Max)'
    threshold: 0
  }
  {
    name: 'failed-runs'
    description: 'Functions that no request has started have failed more than now and then.'
    severity: 2
    query: 'AppMetrics | where Name == "faas.errors" | summarize Value = sum(Sum) by Function = tostring(Properties["faas.name"])'
    threshold: 20
  }
  {
    name: 'slow-requests'
    description: 'Of a hundred requests of one function, the slowest took more than two seconds.'
    severity: 3
    query: 'AppRequests | where Url != "" | summarize Value = percentile(DurationMs, 99), Count = count() by Name | where Count >= 20'
    threshold: 2000
  }
  {
    name: 'failed-requests'
    description: 'One request in a hundred was answered with an error of ours.'
    severity: 1
    query: 'AppRequests | where Url != "" | summarize Value = 100.0 * countif(toint(ResultCode) >= 500) / count(), Count = count() | where Count >= 20'
    threshold: 1
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'operators'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'operators'
    enabled: true
    emailReceivers: email == '' ? [] : [{ name: 'email', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource asked 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [for rule in queries: {
  name: rule.name
  location: location
  tags: tags
  properties: {
    displayName: rule.name
    description: rule.description
    enabled: true
    severity: rule.severity
    scopes: [workspace.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    // A table is there once something was written into it.
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Maximum'
          metricMeasureColumn: 'Value'
          operator: 'GreaterThan'
          threshold: rule.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [operators.id] }
  }
}]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages were given up: somebody must look at the dead-letter queue.'
    enabled: true
    severity: 2
    scopes: [bus.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'given up'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [{ actionGroupId: operators.id }]
  }
}

resource queueDepth 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'queue-depth'
  location: 'global'
  tags: tags
  properties: {
    description: 'More messages wait than are worked off.'
    enabled: true
    severity: 2
    scopes: [bus.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'waiting'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [{ name: 'EntityName', operator: 'Include', values: ['*'] }]
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: queueDepthLimit
        }
      ]
    }
    actions: [{ actionGroupId: operators.id }]
  }
}

resource throttled 'Microsoft.Insights/metricAlerts@2018-03-01' = [for account in cosmosNames: {
  name: 'throttled-requests-${account}'
  location: 'global'
  tags: tags
  properties: {
    description: 'The database refuses requests (429): a container has less throughput than it needs, or one partition gets too many.'
    enabled: true
    severity: 2
    scopes: ['${here}/providers/Microsoft.DocumentDB/databaseAccounts/${account}']
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'refused'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.DocumentDB/databaseAccounts'
          metricName: 'TotalRequests'
          dimensions: [
            { name: 'StatusCode', operator: 'Include', values: ['429'] }
            { name: 'CollectionName', operator: 'Include', values: ['*'] }
          ]
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 100
        }
      ]
    }
    actions: [{ actionGroupId: operators.id }]
  }
}]
