metadata description = 'The namespace with the queues, topics, subscriptions and rules of servicebus.json, which the local broker reads as well.'

@description('Of the namespace.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('Standard or Premium.')
@allowed(['Standard', 'Premium'])
param sku string

@description('Queues, as servicebus.json declares them.')
param queues array

@description('Topics with their subscriptions and rules, as servicebus.json declares them.')
param topics array

@description('How long a message waits at most where its entity does not say it: nothing is kept here for its own sake.')
param usualLifetime string

var subscriptions = flatten(map(topics, of => map(of.?Subscriptions ?? [], one => { topic: of.Name, declared: one })))
var rules = flatten(map(subscriptions, of => map(range(0, length(of.declared.?Rules ?? [])), i => {
  topic: of.topic
  subscription: of.declared.Name
  // A subscription is born with a rule of this name that lets everything through; the first of its own takes that one's place.
  name: i == 0 ? '$Default' : of.declared.Rules[i].Name
  declared: of.declared.Rules[i].Properties
})))

resource bus 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku, tier: sku }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for declared in queues: {
  parent: bus
  name: declared.Name
  properties: {
    requiresDuplicateDetection: declared.?Properties.?RequiresDuplicateDetection ?? false
    duplicateDetectionHistoryTimeWindow: declared.?Properties.?DuplicateDetectionHistoryTimeWindow ?? 'PT10M'
    requiresSession: declared.?Properties.?RequiresSession ?? false
    lockDuration: declared.?Properties.?LockDuration ?? 'PT1M'
    maxDeliveryCount: declared.?Properties.?MaxDeliveryCount ?? 10
    defaultMessageTimeToLive: declared.?Properties.?DefaultMessageTimeToLive ?? usualLifetime
    // What was never read is not lost without a word.
    deadLetteringOnMessageExpiration: declared.?Properties.?DeadLetteringOnMessageExpiration ?? !contains(declared.?Properties ?? {}, 'DefaultMessageTimeToLive')
  }
}]

resource topic 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' = [for declared in topics: {
  parent: bus
  name: declared.Name
  properties: {
    requiresDuplicateDetection: declared.?Properties.?RequiresDuplicateDetection ?? false
    duplicateDetectionHistoryTimeWindow: declared.?Properties.?DuplicateDetectionHistoryTimeWindow ?? 'PT10M'
    defaultMessageTimeToLive: declared.?Properties.?DefaultMessageTimeToLive ?? usualLifetime
    // Subscriptions with sessions rely on the order in which a session's messages came.
    supportOrdering: true
  }
}]

resource subscription 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' = [for one in subscriptions: {
  name: '${bus.name}/${one.topic}/${one.declared.Name}'
  dependsOn: [topic]
  properties: {
    requiresSession: one.declared.?Properties.?RequiresSession ?? false
    lockDuration: one.declared.?Properties.?LockDuration ?? 'PT1M'
    maxDeliveryCount: one.declared.?Properties.?MaxDeliveryCount ?? 10
    defaultMessageTimeToLive: one.declared.?Properties.?DefaultMessageTimeToLive ?? usualLifetime
    deadLetteringOnMessageExpiration: one.declared.?Properties.?DeadLetteringOnMessageExpiration ?? !contains(one.declared.?Properties ?? {}, 'DefaultMessageTimeToLive')
  }
}]

resource rule 'Microsoft.ServiceBus/namespaces/topics/subscriptions/rules@2024-01-01' = [for one in rules: {
  name: '${bus.name}/${one.topic}/${one.subscription}/${one.name}'
  dependsOn: [subscription]
  properties: {
    filterType: '${one.declared.FilterType}Filter'
    sqlFilter: contains(one.declared, 'SqlFilter') ? { sqlExpression: one.declared.SqlFilter.SqlExpression } : null
    correlationFilter: contains(one.declared, 'CorrelationFilter') ? {
      contentType: one.declared.CorrelationFilter.?ContentType
      correlationId: one.declared.CorrelationFilter.?CorrelationId
      label: one.declared.CorrelationFilter.?Label
      messageId: one.declared.CorrelationFilter.?MessageId
      replyTo: one.declared.CorrelationFilter.?ReplyTo
      replyToSessionId: one.declared.CorrelationFilter.?ReplyToSessionId
      sessionId: one.declared.CorrelationFilter.?SessionId
      to: one.declared.CorrelationFilter.?To
      properties: one.declared.CorrelationFilter.?Properties
    } : null
    action: contains(one.declared, 'Action') ? { sqlExpression: one.declared.Action.SqlExpression } : null
  }
}]

@description('Of the namespace.')
output name string = bus.name
