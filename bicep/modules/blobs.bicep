metadata description = 'The app\'s own blobs, container by container as the code declares them: versions, a way back for what was deleted, rules by which they move on and go, and a seal on what must not change.'

@description('Of the account.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

@description('How the account is copied. One that is spread over zones has no tier Archive: there blobs move to Cold instead, and stay at hand.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param sku string

@description('Containers, as blobs.json lists them: name, days until a blob goes, days until it moves to the tier that costs least, and whether nothing in it may change.')
param containers array

@description('Days for which what was deleted can be brought back.')
param softDeleteDays int

@description('Days after which earlier versions are gone.')
param versionDays int

@description('Days for which a blob that was asked back from the tier Archive is left at hand.')
@minValue(1)
param askedBackDays int = 7

@description('Days for which what may not change cannot be changed or deleted; once the policy is locked, by nobody.')
param immutableDays int

var expiring = filter(containers, one => one.deletedAfterDays != null)
var archiving = filter(containers, one => one.archivedAfterDays != null)
var sealed = filter(containers, one => one.isImmutable)
var hasArchive = contains(['Standard_LRS', 'Standard_GRS'], sku)

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
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
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: softDeleteDays }
    containerDeleteRetentionPolicy: { enabled: true, days: softDeleteDays }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [for declared in containers: {
  parent: service
  name: declared.name
}]

// Blobs can still be added and appended to.
resource seal 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2023-05-01' = [for declared in sealed: {
  name: '${account.name}/default/${declared.name}/default'
  dependsOn: [container]
  properties: {
    immutabilityPeriodSinceCreationInDays: immutableDays
    allowProtectedAppendWrites: true
  }
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2023-05-01' = {
  parent: account
  name: 'default'
  dependsOn: [service]
  properties: {
    policy: {
      rules: concat(
        [
          {
            name: 'versions'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'] }
              actions: { version: { delete: { daysAfterCreationGreaterThan: versionDays } } }
            }
          }
        ],
        map(expiring, one => {
          name: 'expire-${one.name}'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${one.name}/'] }
            actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: one.deletedAfterDays } } }
          }
        }),
        map(archiving, one => {
          name: 'archive-${one.name}'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'], prefixMatch: ['${one.name}/'] }
            actions: {
              // What was asked back from Archive is left at hand for some days. The service wants the days since it was last written with that; archives are written once, and again only where somebody is taken out.
              baseBlob: hasArchive
                ? { tierToArchive: { daysAfterModificationGreaterThan: one.archivedAfterDays, daysAfterLastTierChangeGreaterThan: askedBackDays } }
                : { tierToCold: { daysAfterModificationGreaterThan: one.archivedAfterDays } }
            }
          }
        })
      )
    }
  }
}

@description('Of the account.')
output name string = account.name
