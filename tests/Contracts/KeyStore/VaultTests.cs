using System.Security.Cryptography;
using Azure.Core;
using Azure.Identity;
using Serverless.Cloud.Keys;

namespace Serverless.Contracts.KeyStore;

/// <summary>Tenants' keys in a Key Vault.</summary>
public sealed class VaultTests : IAsyncLifetime
{
    private static readonly KeyPlace Place = new(KeyWorld.Tenant, "s", "key");

    private readonly byte[] _material = RandomNumberGenerator.GetBytes(32);
    private VaultStub _vault = null!;

    public async Task InitializeAsync() => _vault = await VaultStub.StartAsync();

    public async Task DisposeAsync() => await _vault.DisposeAsync();

    [Fact]
    public async Task A_tenants_first_key_is_made_and_then_wraps_and_unwraps()
    {
        var wrapping = Wrapping();
        var wrapped = await wrapping.WrapAsync(Place, _material, default);
        Assert.Equal(_material, await wrapping.UnwrapAsync(Place, wrapped, default));
        await wrapping.WrapAsync(Place, _material, default);

        var version = new Uri(wrapped.By).Segments[^1];
        Assert.Equal(
            [
                "POST /keys/tenant-acme/wrapkey?api-version=7.4 404",
                "POST /keys/tenant-acme/create?api-version=7.4 200",
                "POST /keys/tenant-acme/wrapkey?api-version=7.4 200",
                $"POST /keys/tenant-acme/{version}/unwrapkey?api-version=7.4 200",
                "POST /keys/tenant-acme/wrapkey?api-version=7.4 200",
            ],
            _vault.Requests);
    }

    [Fact]
    public async Task Subjects_have_their_keys_under_it_as_under_a_file()
    {
        await using var world = await KeyWorld.StartAsync();
        var subject = world.NewSubject();
        var keys = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => world.Process(Wrapping()).Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default))));
        Assert.All(keys, key => SubjectKeyTests.AssertSame(keys[0], key));
        SubjectKeyTests.AssertSame(keys[0], (await world.Process(Wrapping()).Subjects.FindManyAsync(KeyWorld.Tenant, [subject], default))[subject]);
    }

    [Fact]
    public async Task What_an_older_version_wrapped_is_unwrapped_by_that_version()
    {
        var wrapping = Wrapping();
        var old = await wrapping.WrapAsync(Place, _material, default);
        var version = _vault.Rotate("tenant-acme");
        Assert.EndsWith(version, (await wrapping.WrapAsync(Place, _material, default)).By, StringComparison.Ordinal);
        Assert.Equal(_material, await wrapping.UnwrapAsync(Place, old, default));
    }

    [Fact]
    public async Task It_opens_neither_in_another_document_nor_for_another_tenant()
    {
        var wrapping = Wrapping();
        var wrapped = await wrapping.WrapAsync(Place, _material, default);
        var moved = await Assert.ThrowsAsync<TenantKeyException>(() => wrapping.UnwrapAsync(new(KeyWorld.Tenant, "other", "key"), wrapped, default));
        Assert.EndsWith("what is stored belongs to another document.", moved.Message, StringComparison.Ordinal);
        var foreign = await Assert.ThrowsAsync<TenantKeyException>(() => wrapping.UnwrapAsync(new("globex", "s", "key"), wrapped, default));
        Assert.EndsWith("what is stored was wrapped by another key.", foreign.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:6f9619ff8b86d011b42d00c04fc964ff")]
    [InlineData("https://elsewhere/keys/tenant-acme/../../secrets/x")]
    [InlineData("")]
    public async Task What_another_place_wrapped_is_refused_without_a_request(string by)
    {
        await Assert.ThrowsAsync<TenantKeyException>(() => Wrapping().UnwrapAsync(Place, new("AAAA", by), default));
        Assert.Empty(_vault.Requests);
    }

    [Fact]
    public async Task A_refusal_is_told_by_its_codes_and_not_by_its_words()
    {
        _vault.Refusals.Enqueue((403, """{"error":{"code":"Forbidden","message":"secret","innererror":{"code":"ForbiddenByRbac"}}}"""));
        var refused = await Assert.ThrowsAsync<TenantKeyException>(() => Wrapping().WrapAsync(Place, _material, default));
        Assert.Equal($"The key of the tenant 'acme' cannot be used: the Key Vault {_vault.Address.Host} answers 403 Forbidden (Forbidden, ForbiddenByRbac).", refused.Message);
    }

    [Fact]
    public async Task A_key_that_is_gone_is_not_made_anew_to_unwrap()
    {
        var wrapping = Wrapping();
        var wrapped = await wrapping.WrapAsync(Place, _material, default);
        var gone = wrapped with { By = wrapped.By[..^1] + (wrapped.By[^1] == '0' ? '1' : '0') };
        var missed = await Assert.ThrowsAsync<TenantKeyException>(() => wrapping.UnwrapAsync(Place, gone, default));
        Assert.EndsWith("it is not in the Key Vault.", missed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throttled_request_is_repeated()
    {
        _vault.Refusals.Enqueue((429, """{"error":{"code":"Throttled"}}"""));
        var wrapped = await Wrapping().WrapAsync(Place, _material, default);
        Assert.Equal(_material, await Wrapping().UnwrapAsync(Place, wrapped, default));
    }

    [Fact]
    public async Task An_app_without_an_identity_is_told_so()
    {
        var wrapping = new VaultKeyWrapping(_vault.Address, new Nobody(), _vault.Transport);
        var refused = await Assert.ThrowsAsync<TenantKeyException>(() => wrapping.WrapAsync(Place, _material, default));
        Assert.Contains("the app has no identity for the Key Vault", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_asked_for_the_vaults_of_the_cloud_and_not_for_one_vault()
    {
        var credential = new VaultStub.Credential();
        var wrapping = new VaultKeyWrapping(new("https://acme.vault.azure.net"), credential, new Unreachable());
        await Assert.ThrowsAsync<TenantKeyException>(() => wrapping.WrapAsync(Place, _material, default));
        Assert.Equal("https://vault.azure.net/.default", credential.Scopes.First());
    }

    private VaultKeyWrapping Wrapping() => new(_vault.Address, new VaultStub.Credential(), _vault.Transport);

    private sealed class Nobody : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("Nobody is signed in.");

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            throw new CredentialUnavailableException("Nobody is signed in.");
    }

    /// <summary>Answers at once, and no request leaves this machine.</summary>
    private sealed class Unreachable : Azure.Core.Pipeline.HttpPipelineTransport
    {
        private readonly Azure.Core.Pipeline.HttpClientTransport _requests = new();

        public override Request CreateRequest() => _requests.CreateRequest();

        public override void Process(HttpMessage message) => throw new InvalidOperationException("Unreachable.");

        public override ValueTask ProcessAsync(HttpMessage message) => throw new Azure.RequestFailedException(400, "Unreachable.");
    }
}
