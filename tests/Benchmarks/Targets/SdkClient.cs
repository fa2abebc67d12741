using Microsoft.Azure.Cosmos;
using Serverless.Kernel.Declarations;

namespace Serverless.Benchmarks.Targets;

/// <summary>The same SDK for every target, opened as the app opens it: in gateway mode, with the serializer of its documents.</summary>
internal static class SdkClient
{
    public const string WellKnownKey = "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";

    public static CosmosClient Connect(Uri endpoint, Func<HttpClient>? http = null) => new(
        endpoint.ToString(),
        WellKnownKey,
        new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            // The npm emulator announces an https address even when it serves http.
            LimitToEndpoint = true,
            UseSystemTextJsonSerializerWithOptions = DocumentJson.Options,
            HttpClientFactory = http,
        });
}
