using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Blobs;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Contracts.Blobs;

/// <summary>Sealed blobs through the real SDK, on Azurite.</summary>
[Trait("Requirement", "S129")]
public sealed class SealedBlobTests : IAsyncLifetime
{
    private const string Container = "sealed-tests";

    private readonly string _subject = Guid.NewGuid().ToString();
    private readonly SubjectKey _key = SubjectKey.Create();
    private ServiceProvider? _services;

    private SealedBlobs Blobs => _services!.GetRequiredService<SealedBlobs>();

    private BlobContainerClient Account => _services!.GetRequiredService<BlobServiceClient>().GetBlobContainerClient(Container);

    public async Task InitializeAsync() => _services = Services((await AzuriteProcess.SharedAsync()).ConnectionString);

    public async Task DisposeAsync() => await _services!.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData((9 * 1024 * 1024) + 17)]
    public async Task What_is_written_is_read_again_and_lies_there_sealed(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        await WriteAsync("1", plain);
        Assert.Equal(plain, await ReadAsync("1"));
        var stored = (await Account.GetBlobClient(Place("1").BlobName).DownloadContentAsync()).Value.Content.ToArray();
        Assert.True(length == 0 || stored.AsSpan().IndexOf(plain.AsSpan(0, Math.Min(length, 32))) < 0 || length < 8);
    }

    [Fact]
    public async Task What_is_not_completed_is_not_there_and_what_was_there_stays()
    {
        await WriteAsync("1", [1, 2, 3]);
        await using (var writer = await Blobs.WriteAsync(Place("1"), _key, CancellationToken.None))
            await writer.Content.WriteAsync(new byte[5 * 1024 * 1024]);
        Assert.Equal([1, 2, 3], await ReadAsync("1"));
        Assert.Null(await Blobs.OpenAsync(Place("2"), _key, CancellationToken.None));
    }

    [Fact]
    public async Task Two_writers_of_one_blob_do_not_mix()
    {
        await using var one = await Blobs.WriteAsync(Place("1"), _key, CancellationToken.None);
        await using var other = await Blobs.WriteAsync(Place("1"), _key, CancellationToken.None);
        var (ones, others) = (RandomNumberGenerator.GetBytes(5 * 1024 * 1024), RandomNumberGenerator.GetBytes(5 * 1024 * 1024));
        await one.Content.WriteAsync(ones);
        await other.Content.WriteAsync(others);
        await one.CompleteAsync(CancellationToken.None);
        // The blocks that the other has staged are gone with the first commit.
        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => other.CompleteAsync(CancellationToken.None));
        Assert.Equal(ones, await ReadAsync("1"));
    }

    [Fact]
    public async Task Deleting_takes_all_that_begins_so_what_is_being_written_included_and_nothing_else()
    {
        await WriteAsync("a/1", [1]);
        await WriteAsync("a/2", [2]);
        await WriteAsync("b/1", [3]);
        await using (var writer = await Blobs.WriteAsync(Place("a/3"), _key, CancellationToken.None))
            await writer.Content.WriteAsync(new byte[5 * 1024 * 1024]);
        Assert.Equal(4, (await NamesAsync()).Count);
        Assert.Equal(3, await Blobs.DeleteAsync(Container, Place("a/").BlobName, CancellationToken.None));
        Assert.Equal([Place("b/1").BlobName], await NamesAsync());
        Assert.Equal(0, await Blobs.DeleteAsync(Container, Place("a/").BlobName, CancellationToken.None));
    }

    [Fact]
    public async Task Altered_or_exchanged_blobs_do_not_open()
    {
        await WriteAsync("1", RandomNumberGenerator.GetBytes(200_000));
        await WriteAsync("2", RandomNumberGenerator.GetBytes(200_000));
        var (one, two) = (Account.GetBlobClient(Place("1").BlobName), Account.GetBlobClient(Place("2").BlobName));
        var content = (await one.DownloadContentAsync()).Value.Content.ToArray();
        await two.UploadAsync(new BinaryData(content), overwrite: true);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync("2"));
        content[^5] ^= 1;
        await one.UploadAsync(new BinaryData(content), overwrite: true);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => ReadAsync("1"));
    }

    [Fact]
    public async Task Without_its_key_a_blob_is_as_good_as_gone()
    {
        await WriteAsync("1", [1, 2, 3]);
        Assert.Null(await Blobs.OpenAsync(Place("1"), SubjectKey.Create(), CancellationToken.None));
    }

    [Fact]
    public async Task Memory_stays_flat_however_much_is_written_and_read()
    {
        const int Piece = 256 * 1024;
        var (noise, most, before) = (RandomNumberGenerator.GetBytes(Piece), 0L, GC.GetTotalMemory(forceFullCollection: true));
        await using (var writer = await Blobs.WriteAsync(Place("large"), _key, CancellationToken.None))
        {
            for (var i = 0; i < 256; i++)
            {
                await writer.Content.WriteAsync(noise);
                if (i % 16 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }

            await writer.CompleteAsync(CancellationToken.None);
        }

        await using var content = (await Blobs.OpenAsync(Place("large"), _key, CancellationToken.None))!;
        Assert.Equal(256L * Piece, content.Length);
        var buffer = new byte[Piece];
        for (var i = 0; i < 256; i++)
        {
            await content.ReadExactlyAsync(buffer);
            Assert.True(buffer.AsSpan().SequenceEqual(noise));
            if (i % 16 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        // Of 64 MiB, no more than a few blocks; other tests run beside this one.
        Assert.True(most < 40 * 1024 * 1024, $"{most} bytes");
    }

    [Fact]
    public async Task A_container_is_made_when_it_is_first_asked_for_and_an_account_out_of_reach_says_so()
    {
        await using var nowhere = Services("DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AA==;BlobEndpoint=http://127.0.0.1:9/devstoreaccount1;");
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => nowhere.GetRequiredService<SealedBlobs>().OpenAsync(Place("1"), _key, CancellationToken.None));
        Assert.True(Cloud.Cosmos.StoreOutage.Is(failure), failure.ToString());
    }

    [Fact]
    public void A_container_is_declared_once_and_named_as_storage_allows()
    {
        Assert.Throws<DeclarationException>(() => new ServiceCollection().AddBlobContainer(new BlobContainerDeclaration("no")));
        Assert.Throws<DeclarationException>(() => new ServiceCollection().AddBlobContainer(new BlobContainerDeclaration("Exports")));
        Assert.Throws<DeclarationException>(() => new BlobContainers(new BlobServiceClient("UseDevelopmentStorage=true"), [new("one"), new("one")]));
    }

    private static ServiceProvider Services(string blobs) => new ServiceCollection()
        .AddBlobs(new ConfigurationBuilder().AddInMemoryCollection([new("Blobs", blobs)]).Build())
        .AddBlobContainer(new BlobContainerDeclaration(Container))
        .BuildServiceProvider();

    private SealedBlobPlace Place(string path) => new(Container, "acme", _subject, path);

    private async Task WriteAsync(string path, byte[] plain)
    {
        await using var writer = await Blobs.WriteAsync(Place(path), _key, CancellationToken.None);
        await writer.Content.WriteAsync(plain);
        await writer.CompleteAsync(CancellationToken.None);
    }

    private async Task<byte[]> ReadAsync(string path)
    {
        await using var content = (await Blobs.OpenAsync(Place(path), _key, CancellationToken.None))!;
        var plain = new MemoryStream();
        await content.CopyToAsync(plain);
        return plain.ToArray();
    }

    private async Task<List<string>> NamesAsync()
    {
        var names = new List<string>();
        await foreach (var blob in Blobs.ListAsync(Container, SealedBlobPlace.FolderOf("acme", _subject), CancellationToken.None)) names.Add(blob.Name);
        return names;
    }
}
