using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Signing;

/// <summary>
/// Signs what a tenant vouches for, so that anybody can check it later without us: a JWS in compact form (RFC 7515), ES256 over
/// the document as canonical JSON. Each tenant has a key of its own, which is kept wrapped by the tenant's key.
/// </summary>
public sealed class Signatures(IKeyWrapping wrapping, Database database, TimeProvider time, KeyOptions options) : IDisposable
{
    private const string Secret = "signing-key";
    private const string Algorithm = "ES256";

    private readonly TenantSecrets _secrets = new(wrapping, database, time);
    private readonly KeyCache<SigningKey> _keys = new(time, options);

    /// <param name="type">What the document is, as its reader knows it: goes into the header, so that nothing is taken for something else.</param>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<string> SignAsync(string tenantId, string type, JsonObject document, CancellationToken cancellation)
    {
        SigningKey? key;
        // Again only after waiting for somebody who was merely looking for the key.
        do key = await _keys.GetAsync(tenantId, Secret, async () => await MakeAsync(tenantId), cancellation);
        while (key is null);
        var header = new JsonObject { ["alg"] = Algorithm, ["kid"] = key.Name, ["typ"] = type };
        var text = $"{Part(header)}.{Part(document)}";
        return $"{text}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Never throws for what it is given, whatever that is.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<SignatureCheck> VerifyAsync(string type, string signed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(signed);
        if (signed.Split('.') is not [var head, var body, var tail] || Read(head) is not { } header || Read(body) is not { } document || !Base64Url.IsValid(tail))
            return SignatureCheck.Of(SignatureFlaw.Malformed);
        if (Text(header, "alg") != Algorithm || Text(header, "typ") != type) return SignatureCheck.Of(SignatureFlaw.OfAnotherKind);
        if (Text(header, "kid") is not { } name || name.Split('.') is not [var tenantId, _] || await FindAsync(tenantId, cancellation) is not { } key || key.Name != name)
            return SignatureCheck.Of(SignatureFlaw.UnknownKey);
        return key.Verify(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(tail))
            ? new SignatureCheck(Flaw: null, tenantId, name, document)
            : SignatureCheck.Of(SignatureFlaw.Altered);
    }

    /// <summary>The tenant's; none before it has signed anything.</summary>
    /// <exception cref="TenantKeyException">The tenant's key cannot be used.</exception>
    /// <exception cref="CosmosException">The store does not answer.</exception>
    public async Task<IReadOnlyList<PublicKey>> KeysAsync(string tenantId, CancellationToken cancellation) =>
        await FindAsync(tenantId, cancellation) is { } key ? [key.Public()] : [];

    public void Dispose() => _keys.Dispose();

    /// <summary>Whoever asks may be anybody: nothing is made for them.</summary>
    private async Task<SigningKey?> FindAsync(string tenantId, CancellationToken cancellation) => Caller.IsId(tenantId)
        ? await _keys.GetAsync(tenantId, Secret, () => _secrets.FindAsync(tenantId, Secret, (id, material) => new SigningKey(tenantId, id, material), CancellationToken.None), cancellation)
        : null;

    private Task<SigningKey> MakeAsync(string tenantId) =>
        _secrets.GetOrCreateAsync(tenantId, Secret, SigningKey.Create, (id, material) => new SigningKey(tenantId, id, material), CancellationToken.None);

    private static string Part(JsonObject content) => Base64Url.EncodeToString(CanonicalJson.Write(content));

    private static JsonObject? Read(string part)
    {
        if (!Base64Url.IsValid(part)) return null;
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject header, string name) => header[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>Why a signature says nothing.</summary>
public enum SignatureFlaw
{
    /// <summary>It is no signed document at all.</summary>
    Malformed,

    /// <summary>What is signed is something else, or in a way that is not taken here.</summary>
    OfAnotherKind,

    /// <summary>No tenant has such a key.</summary>
    UnknownKey,

    /// <summary>The document, or its signature, is not as it was made.</summary>
    Altered,
}

/// <param name="Flaw">Null where the signature is good; only then the rest is there.</param>
public sealed record SignatureCheck(SignatureFlaw? Flaw, string? TenantId, string? KeyName, JsonObject? Document)
{
    internal static SignatureCheck Of(SignatureFlaw flaw) => new(flaw, TenantId: null, KeyName: null, Document: null);
}
