using System.Buffers.Text;
using System.Text;
using Serverless.Cloud.Keys;

namespace Serverless.Contracts.KeyStore;

/// <summary>No key is anywhere in clear, and none opens out of its place.</summary>
public sealed class SecrecyTests : IAsyncLifetime
{
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task No_key_is_in_clear_in_the_data()
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        var key = await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        await process.Tenants.BlindIndexAsync(KeyWorld.Tenant, default);
        var tenantKey = TenantKeyOf(Assert.Single(Directory.GetFiles(_world.KeyFolder)));
        await _world.Account.DisposeAsync();

        var data = Directory.EnumerateFiles(_world.DataFolder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        // What must be there shows that the scan sees anything at all.
        Assert.Contains(data, bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key.Id.ToString())) >= 0);
        foreach (var spelling in new[] { key.Export(), tenantKey }.SelectMany(Spellings))
            Assert.DoesNotContain(data, bytes => bytes.AsSpan().IndexOf(spelling) >= 0);
    }

    [Fact]
    public async Task A_wrapped_key_opens_in_its_own_document_only()
    {
        var (process, mine, theirs) = (_world.Process(), _world.NewSubject(), _world.NewSubject());
        await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, mine, default);
        var document = await Documents.ReadAsync(process.Database, mine, "key");
        document["subjectId"] = theirs;
        await Documents.WriteAsync(process.Database, document);

        var refused = await Assert.ThrowsAsync<TenantKeyException>(() => _world.Process().Subjects.FindAsync(KeyWorld.Tenant, theirs, default));
        Assert.Contains("altered, or belongs to another document", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAAA")]
    [InlineData("no base64url!")]
    [InlineData("")]
    public async Task What_was_altered_does_not_open_and_nothing_of_it_is_repeated(string wrapped)
    {
        var (process, subject) = (_world.Process(), _world.NewSubject());
        await process.Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default);
        var document = await Documents.ReadAsync(process.Database, subject, "key");
        document["wrapped"] = wrapped;
        await Documents.WriteAsync(process.Database, document);

        var refused = await Assert.ThrowsAsync<TenantKeyException>(() => _world.Process().Subjects.GetOrCreateAsync(KeyWorld.Tenant, subject, default));
        Assert.Equal("The key of the tenant 'acme' cannot be used: what is stored was altered, or belongs to another document.", refused.Message);
    }

    private static byte[] TenantKeyOf(string file) =>
        System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(file))!["key"]!.GetValue<string>() is var text ? Convert.FromBase64String(text) : [];

    private static IEnumerable<byte[]> Spellings(byte[] key) =>
    [
        key,
        Encoding.UTF8.GetBytes(Convert.ToBase64String(key).TrimEnd('=')),
        Encoding.UTF8.GetBytes(Base64Url.EncodeToString(key)),
        Encoding.UTF8.GetBytes(Convert.ToHexString(key)),
        Encoding.UTF8.GetBytes(Convert.ToHexStringLower(key)),
    ];
}
