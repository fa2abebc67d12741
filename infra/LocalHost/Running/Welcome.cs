using Serverless.LocalHost.Parts;
using Serverless.LocalHost.Settings;

namespace Serverless.LocalHost.Running;

/// <summary>What a run says when all of it answers.</summary>
internal static class Welcome
{
    // Any will do: who asks for a token on this machine gets it.
    private const string Tenant = "academy";

    private const string GivenBySettings = "as the settings say";

    public static string Of(Plan plan, DataFolder data)
    {
        var app = plan.Address.GetLeftPart(UriPartial.Authority);
        var cosmos = plan.Cosmos is { } c ? $"http://127.0.0.1:{c.Asked.Port}" : GivenBySettings;
        var blobs = plan.Blobs is { } b ? BlobPart.Endpoint(b.Asked.Port) : GivenBySettings;
        return $$"""

            The app answers at {{app}}

              to read and try   {{app}}/api/docs
              how it is doing   {{app}}/api/ops
              Cosmos DB         {{cosmos}}
              blobs             {{blobs}}
              data and keys     {{data.Path}}
              logs              {{data.Logs}}

            A token, and a first request with it:

              TOKEN=$(curl -s {{app}}/.auth/dev/token -H 'Content-Type: application/json' -d '{"tenantId":"{{Tenant}}","roles":["staff"]}' | sed 's/.*"token":"\([^"]*\)".*/\1/')
              curl -s {{app}}/api/people -H "Authorization: Bearer $TOKEN"

            Ctrl-C stops everything; './run --fresh' starts over.
            """;
    }
}
