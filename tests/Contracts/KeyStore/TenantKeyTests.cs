using Serverless.Cloud.Keys;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.KeyStore;

/// <summary>A tenant has one key and one blind index, whoever comes first.</summary>
public sealed class TenantKeyTests : IAsyncLifetime
{
    private KeyWorld _world = null!;

    public async Task InitializeAsync() => _world = await KeyWorld.StartAsync();

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task A_tenant_has_one_blind_index_in_every_process_and_another_than_other_tenants()
    {
        var indexes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => _world.Process().Tenants.BlindIndexAsync(KeyWorld.Tenant, default))));
        var hash = indexes[0].Of("people", "email", "a@b.org");
        Assert.All(indexes, index => Assert.Equal(hash, index.Of("people", "email", "A@b.org ")));
        var other = await _world.Process().Tenants.BlindIndexAsync("globex", default);
        Assert.NotEqual(hash, other.Of("people", "email", "a@b.org"));
    }

    [Fact]
    public async Task The_blind_index_costs_a_look_and_a_write_once_for_a_tenant()
    {
        var process = _world.Process();
        await process.Tenants.BlindIndexAsync(KeyWorld.Tenant, default);
        Assert.Equal(new() { [RequestKind.ReadItem] = 1, [RequestKind.CreateItem] = 1 }, _world.TakeItemRequests().ToDictionary());
        await process.Tenants.BlindIndexAsync(KeyWorld.Tenant, default);
        Assert.Empty(_world.TakeItemRequests());
    }

    [Fact]
    public async Task Twenty_who_need_a_tenants_first_key_at_once_make_one_file()
    {
        var (material, place) = (new byte[32], new KeyPlace(KeyWorld.Tenant, "s", "key"));
        var wrapped = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => New().WrapAsync(place, material, default))));
        Assert.Single(wrapped.Select(w => w.By).Distinct());
        Assert.All(wrapped.Select(w => w.Value).Distinct(), value => Assert.NotEmpty(value));
        Assert.Equal($"{KeyWorld.Tenant}.json", Path.GetFileName(Assert.Single(Directory.GetFiles(_world.KeyFolder))));
        foreach (var each in wrapped) Assert.Equal(material, await New().UnwrapAsync(place, each, default));
    }

    [Fact]
    public Task Of_two_who_give_a_key_its_name_at_the_same_moment_one_does() => SameMoment.OneNamesAsync(TenantKeyFiles.Name);

    [Fact]
    public async Task Only_its_owner_reads_a_tenants_file()
    {
        if (OperatingSystem.IsWindows()) return;
        await New().WrapAsync(new(KeyWorld.Tenant, "s", "key"), new byte[32], default);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FileOfTenant));
    }

    [Fact]
    public async Task A_key_that_is_lost_is_missed_and_not_replaced_silently()
    {
        var place = new KeyPlace(KeyWorld.Tenant, "s", "key");
        var wrapped = await New().WrapAsync(place, new byte[32], default);
        File.Delete(FileOfTenant);
        var missed = await Assert.ThrowsAsync<TenantKeyException>(() => New().UnwrapAsync(place, wrapped, default));
        Assert.Contains("is not in the folder", missed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(FileOfTenant));

        await New().WrapAsync(place, new byte[32], default);
        var other = await Assert.ThrowsAsync<TenantKeyException>(() => New().UnwrapAsync(place, wrapped, default));
        Assert.Contains("another key than the one that wrapped", other.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"id\": \"secret")]
    [InlineData("{ \"id\": \"6f9619ff-8b86-d011-b42d-00c04fc964ff\", \"key\": \"c2VjcmV0\" }")]
    [InlineData("{ \"id\": \"6f9619ff-8b86-d011-b42d-00c04fc964ff\", \"key\": \"secret!\" }")]
    public async Task A_broken_file_is_named_and_its_content_is_not(string content)
    {
        Directory.CreateDirectory(_world.KeyFolder);
        await File.WriteAllTextAsync(FileOfTenant, content);
        var broken = await Assert.ThrowsAsync<TenantKeyException>(() => New().WrapAsync(new(KeyWorld.Tenant, "s", "key"), new byte[32], default));
        Assert.Contains(FileOfTenant, broken.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{broken}", StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", $"{broken}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../acme")]
    [InlineData("Acme")]
    [InlineData("acme/..")]
    [InlineData("")]
    [InlineData("acme\n")]
    public void A_tenant_whose_name_is_no_name_of_a_key_has_none(string tenant) =>
        Assert.Throws<TenantKeyException>(() => new KeyPlace(tenant, "s", "key"));

    private string FileOfTenant => Path.Combine(_world.KeyFolder, $"{KeyWorld.Tenant}.json");

    private FileKeyWrapping New() => new(_world.KeyFolder, _world.Time);
}
