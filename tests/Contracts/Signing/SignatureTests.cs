using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Signing;
using Serverless.Contracts.KeyStore;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Signing;

/// <summary>What a tenant signs, anybody can check, with nothing of ours but the public key.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private const string Kind = "thing+jws";

    private static readonly JsonObject Document = new() { ["what"] = "a thing", ["number"] = 7 };

    private readonly List<Signatures> _processes = [];
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (var process in _processes) process.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task What_one_process_signs_another_finds_to_be_so()
    {
        var signed = await Process().SignAsync(KeyWorld.Tenant, Kind, Document, default);
        var check = await Process().VerifyAsync(Kind, signed, default);
        Assert.Null(check.Flaw);
        Assert.Equal(KeyWorld.Tenant, check.TenantId);
        Assert.True(JsonNode.DeepEquals(Document, check.Document));
    }

    [Fact]
    public async Task Whoever_has_the_public_key_needs_nobody_else()
    {
        var process = Process();
        var signed = (await process.SignAsync(KeyWorld.Tenant, Kind, Document, default)).Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(signed[0]))!;
        var key = Assert.Single(await Process().KeysAsync(KeyWorld.Tenant, default));
        Assert.Equal(("ES256", key.Kid, Kind), ((string?)header["alg"], (string?)header["kid"], (string?)header["typ"]));
        Assert.Equal(("EC", "P-256", "ES256", "sig"), (key.Kty, key.Crv, key.Alg, key.Use));
        using var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) } });
        Assert.True(ec.VerifyData(Encoding.ASCII.GetBytes($"{signed[0]}.{signed[1]}"), Base64Url.DecodeFromChars(signed[2]), HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task What_is_altered_cut_or_of_another_kind_is_told_apart()
    {
        var process = Process();
        var signed = (await process.SignAsync(KeyWorld.Tenant, Kind, Document, default)).Split('.');
        var other = (await process.SignAsync("globex", Kind, Document, default)).Split('.');
        var changed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"number":8,"what":"a thing"}"""));
        await IsAsync(SignatureFlaw.Altered, signed[0], changed, signed[2]);
        await IsAsync(SignatureFlaw.Altered, signed[0], signed[1], other[2]);
        await IsAsync(SignatureFlaw.Altered, other[0], signed[1], signed[2]);
        await IsAsync(SignatureFlaw.Altered, signed[0], signed[1], "");
        await IsAsync(SignatureFlaw.Malformed, signed[0], signed[1]);
        await IsAsync(SignatureFlaw.Malformed, "", "", "");
        await IsAsync(SignatureFlaw.Malformed, signed[0], "!", signed[2]);
        await IsAsync(SignatureFlaw.OfAnotherKind, Header("""{"alg":"none","kid":"acme.1","typ":"thing+jws"}"""), signed[1], "");
        await IsAsync(SignatureFlaw.OfAnotherKind, Header("""{"alg":7}"""), signed[1], signed[2]);
        await IsAsync(SignatureFlaw.UnknownKey, Header("""{"alg":"ES256","kid":"acme.1","typ":"thing+jws"}"""), signed[1], signed[2]);
        await IsAsync(SignatureFlaw.UnknownKey, Header("""{"alg":"ES256","kid":"../x.1","typ":"thing+jws"}"""), signed[1], signed[2]);
        Assert.Equal(SignatureFlaw.OfAnotherKind, (await process.VerifyAsync("letter+jws", string.Join('.', signed), default)).Flaw);

        async Task IsAsync(SignatureFlaw flaw, params string[] parts) => Assert.Equal(flaw, (await Process().VerifyAsync(Kind, string.Join('.', parts), default)).Flaw);
    }

    [Fact]
    public async Task Twenty_who_sign_first_at_once_sign_with_one_key()
    {
        var signed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Process().SignAsync(KeyWorld.Tenant, Kind, Document, default))));
        Assert.Single(signed.Select(one => one.Split('.')[0]).Distinct());
        Assert.All(await Task.WhenAll(signed.Select(one => Process().VerifyAsync(Kind, one, default))), check => Assert.Null(check.Flaw));
    }

    [Fact]
    public async Task Whoever_only_asks_makes_no_key()
    {
        Assert.Empty(await Process().KeysAsync(KeyWorld.Tenant, default));
        Assert.Empty(await Process().KeysAsync("No Tenant", default));
        Assert.DoesNotContain(RequestKind.CreateItem, _world.TakeItemRequests().Keys);
    }

    private static string Header(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private Signatures Process()
    {
        var process = new Signatures(new FileKeyWrapping(_world.KeyFolder, _world.Time), _world.Process().Database, _world.Time, new());
        _processes.Add(process);
        return process;
    }
}
