metadata description = 'Who may call is decided by the app; who is calling, by the platform: Entra ID tokens become the header that the app reads.'

@description('Of the function app.')
param appName string

@description('The client id of the app registration that tokens must be meant for.')
param clientId string

@description('Who signs tokens.')
param issuer string

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

// Tokens of version 2 bring what the app reads: tid, oid, roles, and the claim of the person where the registration maps it.
resource authentication 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: { enabled: true }
    httpSettings: { requireHttps: true }
    globalValidation: {
      // Some functions are for anybody. Everywhere else the app refuses whom the platform does not name to it.
      requireAuthentication: false
      unauthenticatedClientAction: 'AllowAnonymous'
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: { clientId: clientId, openIdIssuer: issuer }
        validation: { allowedAudiences: [clientId, 'api://${clientId}'] }
      }
    }
    login: { tokenStore: { enabled: false } }
  }
}
