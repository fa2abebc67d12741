using System.IO.Compression;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Serverless.Functions.Orchestrations.SubjectExport;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;

namespace Serverless.Unit.Exports;

[Trait("Requirement", "S11")]
public sealed class PackageCheckTests
{
    private static readonly ExportDocument Export = new()
    {
        Id = Guid.Parse("6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac001"),
        TenantId = "acme",
        SubjectId = "6f0e3f2a-95a4-4b52-9d57-0f6a2f1ac002",
        RequestHash = "",
        Format = "json",
        RequestedAt = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero),
        RequestedBy = new ExportRequester("dpo-1", PersonId: null, []),
        RespondBy = new DateTimeOffset(2027, 4, 1, 12, 0, 0, TimeSpan.Zero),
        State = ExportState.Accepted,
    };

    private static readonly Dictionary<string, byte[]> Files = new(StringComparer.Ordinal)
    {
        ["index.html"] = [.. Enumerable.Repeat("<p>Ada</p>"u8.ToArray(), 200).SelectMany(line => line)],
        ["data/people/person.json"] = "{\"records\":[]}"u8.ToArray(),
        ["data/empty.json"] = [],
    };

    [Fact]
    public async Task A_package_as_it_was_made_has_no_fault()
    {
        var (zip, expected) = Pack(Files);
        Assert.Null(await FaultAsync(zip, expected));
    }

    [Fact]
    public async Task A_package_with_any_byte_altered_has_a_fault_or_holds_the_same_files()
    {
        var (zip, expected) = Pack(Files);
        var faults = 0;
        foreach (var (place, bits) in (from place in Gen.Choose(0, zip.Length - 1) from bits in Gen.Choose(1, 255) select (place, bits)).Sample(600))
        {
            var altered = (byte[])zip.Clone();
            altered[place] ^= (byte)bits;
            if (await FaultAsync(altered, expected) is not null) faults++;
            else Assert.True(HoldsTheSame(altered), $"byte {place}");
        }

        Assert.True(faults > 300, $"{faults} faults");
    }

    [Fact]
    public async Task A_file_that_is_missing_too_many_or_another_is_a_fault_though_the_manifest_agrees_with_it()
    {
        var (_, expected) = Pack(Files);
        foreach (var files in new Dictionary<string, byte[]>[]
        {
            new(Files.Where(file => file.Key != "data/empty.json")),
            new(Files) { ["data/more.json"] = [] },
            new(Files) { ["data/empty.json"] = [1] },
        })
        {
            var (zip, other) = Pack(files);
            Assert.NotNull(await FaultAsync(zip, expected with { Size = zip.Length }));
            Assert.NotNull(await FaultAsync(zip, expected with { Size = zip.Length, Manifest = other.Manifest }));
            Assert.Null(await FaultAsync(zip, other));
        }
    }

    [Fact]
    public async Task Whatever_is_no_package_is_a_fault() =>
        Assert.All(await Task.WhenAll(new byte[][] { [], [1, 2, 3], new byte[1000] }.Select(bytes => FaultAsync(bytes, Pack(Files).Expected with { Size = bytes.Length }))), Assert.NotNull);

    private static async Task<string?> FaultAsync(byte[] zip, PackedExport expected) => await PackageCheck.FaultAsync(new MemoryStream(zip), expected, CancellationToken.None);

    private static (byte[] Zip, PackedExport Expected) Pack(Dictionary<string, byte[]> files)
    {
        var listed = files.Select(file => new ExportFile(file.Key, file.Value.Length, Hash(file.Value))).ToList();
        var manifest = Manifest.Write(Export, listed);
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files.Append(new(Manifest.Path, manifest)))
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return (bytes.ToArray(), new PackedExport(bytes.Length, Hash(manifest), listed));
    }

    private static bool HoldsTheSame(byte[] altered)
    {
        using var zip = new ZipArchive(new MemoryStream(altered), ZipArchiveMode.Read);
        return Files.All(file =>
        {
            using var entry = zip.GetEntry(file.Key)!.Open();
            var content = new MemoryStream();
            entry.CopyTo(content);
            return content.ToArray().AsSpan().SequenceEqual(file.Value);
        });
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
