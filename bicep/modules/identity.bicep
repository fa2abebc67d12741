metadata description = 'Who the app is wherever it knocks. Its own resource, so that its rights are there before the app is.'

@description('Of the identity.')
param name string

@description('The region.')
param location string

@description('On every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Of the identity.')
output name string = identity.name

@description('Whom rights are given to.')
output principalId string = identity.properties.principalId
