using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Kernel.Sealing;

namespace Serverless.Unit.Kernel;

[Trait("Requirement", "S129")]
public sealed class SealedStreamTests
{
    private const int Chunk = 64 * 1024;
    private const int SealedChunk = Chunk + 16;

    private static readonly SubjectKey Key = SubjectKey.Create();
    private static readonly SealPlace Place = new("acme", "ada", "blobs/exports", "1/package", "/contentKey");

    /// <summary>Around nothing, and around the ends of chunks.</summary>
    private static readonly Gen<int> Lengths = Gen.OneOf(
        Gen.Choose(0, 100), from chunks in Gen.Choose(1, 3) from more in Gen.Choose(-20, 20) select (chunks * Chunk) + more);

    [Fact]
    public async Task What_is_sealed_opens_again_whatever_its_length_and_in_whatever_pieces_it_is_written_and_read()
    {
        foreach (var (length, written, read) in Cases(from length in Lengths from written in Gen.Choose(1, 2 * Chunk) from read in Gen.Choose(1, 2 * Chunk) select (length, written, read)))
        {
            var plain = RandomNumberGenerator.GetBytes(length);
            var closed = await SealAsync(plain, written);
            Assert.True((await OpenAsync(closed, read)).AsSpan().SequenceEqual(plain), $"{length} bytes, written by {written}, read by {read}");
            Assert.True(length < 16 || closed.AsSpan().IndexOf(plain.AsSpan(0, 16)) < 0);
        }
    }

    [Fact]
    public async Task It_opens_from_any_position()
    {
        foreach (var (length, position) in Cases(from length in Lengths from position in Gen.Choose(0, 3 * Chunk) select (length, position)))
        {
            var plain = RandomNumberGenerator.GetBytes(length);
            await using var stream = (await OpeningStream.OpenAsync(new MemoryStream(await SealAsync(plain)), Key, Place, CancellationToken.None))!;
            stream.Position = position;
            var rest = new MemoryStream();
            await stream.CopyToAsync(rest);
            Assert.Equal(length, stream.Length);
            Assert.True(rest.ToArray().AsSpan().SequenceEqual(plain.AsSpan(Math.Min(position, length))), $"{length} bytes, from {position}");
        }
    }

    [Fact]
    public async Task No_bit_of_it_can_be_flipped()
    {
        foreach (var (length, chosen) in Cases(from length in Lengths from bit in Gen.Choose(0, int.MaxValue) select (length, bit)))
        {
            var closed = await SealAsync(RandomNumberGenerator.GetBytes(length));
            var bit = chosen % (closed.Length * 8L);
            closed[bit / 8] ^= (byte)(1 << (int)(bit % 8));
            Assert.True(await IsRefusedAsync(closed), $"{length} bytes, bit {bit}");
        }
    }

    [Fact]
    public async Task It_cannot_be_cut_off_anywhere()
    {
        foreach (var (length, chosen) in Cases(from length in Lengths from cut in Gen.Choose(0, int.MaxValue) select (length, cut)))
        {
            var closed = await SealAsync(RandomNumberGenerator.GetBytes(length));
            Assert.True(await IsRefusedAsync(closed[..(chosen % closed.Length)]), $"{length} bytes, cut at {chosen % closed.Length}");
        }
    }

    [Fact]
    public async Task It_cannot_be_cut_off_between_chunks_nor_have_them_moved_repeated_or_appended()
    {
        var plain = RandomNumberGenerator.GetBytes((3 * Chunk) + 5);
        var closed = await SealAsync(plain);
        var start = closed.Length - ((3 * SealedChunk) + 5 + 16);
        var (head, first, second, last) = (closed[..start], Box(0), Box(1), closed[(start + (3 * SealedChunk))..]);

        Assert.True(await IsRefusedAsync(head));
        Assert.True(await IsRefusedAsync([.. head, .. first]));
        Assert.True(await IsRefusedAsync([.. head, .. first, .. second]));
        Assert.True(await IsRefusedAsync([.. head, .. second, .. first, .. Box(2), .. last]));
        Assert.True(await IsRefusedAsync([.. head, .. first, .. first, .. Box(2), .. last]));
        Assert.True(await IsRefusedAsync([.. closed, .. last]));
        Assert.True(await IsRefusedAsync([.. closed, 0]));

        byte[] Box(int number) => closed.AsSpan(start + (number * SealedChunk), SealedChunk).ToArray();
    }

    [Fact]
    public async Task Chunks_of_another_stream_do_not_fit_though_their_place_and_key_are_the_same()
    {
        var (one, other) = (await SealAsync(new byte[2 * Chunk]), await SealAsync(new byte[2 * Chunk]));
        Assert.True(await IsRefusedAsync([.. one[..^SealedChunk], .. other[^SealedChunk..]]));
    }

    [Fact]
    public async Task Moved_to_another_place_it_does_not_open_and_without_its_key_it_is_nothing()
    {
        var closed = await SealAsync([1, 2, 3]);
        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            OpeningStream.OpenAsync(new MemoryStream(closed), Key, Place with { DocumentId = "2/package" }, CancellationToken.None));
        Assert.Null(await OpeningStream.OpenAsync(new MemoryStream(closed), SubjectKey.Create(), Place, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_never_completed_does_not_open()
    {
        var inner = new MemoryStream();
        await using (var stream = new SealingStream(inner, Key, Place)) await stream.WriteAsync(new byte[3 * Chunk]);
        Assert.True(await IsRefusedAsync(inner.ToArray()));
    }

    private static async Task<byte[]> SealAsync(byte[] plain, int piece = int.MaxValue)
    {
        var inner = new MemoryStream();
        await using var stream = new SealingStream(inner, Key, Place);
        for (var at = 0; at < plain.Length; at += Math.Min(piece, plain.Length)) await stream.WriteAsync(plain.AsMemory(at, Math.Min(piece, plain.Length - at)));
        await stream.CompleteAsync(CancellationToken.None);
        Assert.Equal(plain.Length, stream.Written);
        return inner.ToArray();
    }

    private static async Task<byte[]> OpenAsync(byte[] closed, int piece = Chunk)
    {
        await using var stream = (await OpeningStream.OpenAsync(new MemoryStream(closed), Key, Place, CancellationToken.None))!;
        var (plain, buffer) = (new MemoryStream(), new byte[piece]);
        while (await stream.ReadAsync(buffer) is var read and > 0) plain.Write(buffer, 0, read);
        return plain.ToArray();
    }

    /// <summary>Nothing may come out of it in the end; a key that is not ours is as good as none.</summary>
    private static async Task<bool> IsRefusedAsync(byte[] closed)
    {
        try
        {
            await using var stream = await OpeningStream.OpenAsync(new MemoryStream(closed), Key, Place, CancellationToken.None);
            if (stream is null) return true;
            await stream.CopyToAsync(Stream.Null);
            return false;
        }
        catch (CryptographicException)
        {
            return true;
        }
    }

    private static T[] Cases<T>(Gen<T> cases) => cases.Sample(150).ToArray();
}
