using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Contracts.KeyStore;

/// <summary>
/// The operations create, wrapkey and unwrapkey of Key Vault's REST API 7.4, as documented: real RSA keys with versions, over
/// TLS, for callers with a token.
/// </summary>
public sealed class VaultStub : IAsyncDisposable
{
    public const string Token = "a-token";

    private readonly WebApplication _app;
    private readonly SocketsHttpHandler _trusting;
    private readonly Lock _lock = new();

    /// <summary>By name, the newest version last.</summary>
    private readonly Dictionary<string, List<(string Version, RSA Key)>> _keys = [];

    private VaultStub(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _trusting = new()
        {
            SslOptions =
            {
                CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { certificate }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public HttpPipelineTransport Transport => new HttpClientTransport(new HttpClient(_trusting, disposeHandler: false));

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What the next requests are answered instead, one each.</summary>
    public ConcurrentQueue<(int Status, string Body)> Refusals { get; } = new();

    public static async Task<VaultStub> StartAsync()
    {
        var certificate = Certificate();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var stub = new VaultStub(builder.Build(), certificate);
        stub._app.Run(stub.AnswerAsync);
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>A new version of a key, which wraps from then on.</summary>
    public string Rotate(string name)
    {
        var version = Guid.NewGuid().ToString("N");
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out var versions)) _keys[name] = versions = [];
            versions.Add((version, RSA.Create(2048)));
        }

        return version;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _trusting.Dispose();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=vault", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), password: null);
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var (status, answer) = Refusals.TryDequeue(out var refusal)
            ? (refusal.Status, JsonNode.Parse(refusal.Body)!)
            : Answer(http.Request, (await JsonNode.ParseAsync(http.Request.Body))!);
        Requests.Enqueue($"{http.Request.Method} {http.Request.Path}{http.Request.QueryString} {status}");
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(answer);
    }

    private (int Status, JsonNode Answer) Answer(HttpRequest request, JsonNode body)
    {
        if (request.Headers.Authorization != $"Bearer {Token}") return Refuse(401, "Unauthorized");
        if (request.Method != "POST" || request.Query["api-version"] != "7.4") return Refuse(400, "BadParameter");
        return request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["keys", var name, "create"] => Create(name, body),
            ["keys", var name, "wrapkey"] when Find(name, version: null) is { } key => Use(name, key, body, wrap: true),
            ["keys", var name, var version, "unwrapkey"] when Find(name, version) is { } key => Use(name, key, body, wrap: false),
            _ => Refuse(404, "KeyNotFound"),
        };
    }

    private (int Status, JsonNode Answer) Create(string name, JsonNode body)
    {
        if ((string?)body["kty"] != "RSA" || (int)body["key_size"]! is not (2048 or 3072 or 4096)) return Refuse(400, "BadParameter");
        var version = Rotate(name);
        return (200, new JsonObject
        {
            ["key"] = new JsonObject { ["kid"] = Kid(name, version), ["kty"] = "RSA", ["key_ops"] = body["key_ops"]!.DeepClone() },
            ["attributes"] = new JsonObject { ["enabled"] = true, ["recoveryLevel"] = "Recoverable+Purgeable" },
        });
    }

    private (int Status, JsonNode Answer) Use(string name, (string Version, RSA Key) found, JsonNode body, bool wrap)
    {
        if ((string?)body["alg"] != "RSA-OAEP-256") return Refuse(400, "BadParameter");
        var value = Base64Url.DecodeFromChars((string)body["value"]!);
        try
        {
            var result = wrap ? found.Key.Encrypt(value, RSAEncryptionPadding.OaepSHA256) : found.Key.Decrypt(value, RSAEncryptionPadding.OaepSHA256);
            return (200, new JsonObject { ["kid"] = Kid(name, found.Version), ["value"] = Base64Url.EncodeToString(result) });
        }
        catch (CryptographicException)
        {
            return Refuse(400, "BadParameter");
        }
    }

    private static (int Status, JsonNode Answer) Refuse(int status, string code) =>
        (status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "Said in words." } });

    private (string Version, RSA Key)? Find(string name, string? version)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out var versions)) return null;
            var found = versions.FindLast(v => version is null || v.Version == version);
            return found.Key is null ? null : found;
        }
    }

    private string Kid(string name, string version) => new Uri(Address, $"keys/{name}/{version}").ToString();

    public sealed class Credential(string token = Token) : TokenCredential
    {
        public ConcurrentQueue<string> Scopes { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes.Enqueue(requestContext.Scopes.Single());
            return new(token, TimeProvider.System.GetUtcNow().AddHours(1));
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
