using Serverless.Functions.Orchestrations.SubjectExport;

namespace Serverless.Contracts.Exports;

/// <summary>Alone, for what others allocate would count.</summary>
[CollectionDefinition(nameof(LargeExportTests), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(LargeExportTests))]
public sealed class LargeExportTests(ExportApp app) : IClassFixture<ExportApp>
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    [Trait("Requirement", "S11")]
    public async Task Memory_does_not_grow_with_what_is_exported()
    {
        var person = Guid.NewGuid();
        await app.WriteAsync(person, pages: 1600, times: 2, string.Concat(Enumerable.Range(0, 2000).Select(number => $"{number:X4}")));
        var export = await app.AskAsync(person, asOf: app.Time.GetUtcNow());

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var work = PackAndVerifyAsync(export);
        var most = 0L;
        while (!work.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(500)));
        }

        var written = await work;
        Assert.True(written > 90 * Megabyte, $"{written} bytes were written.");
        Assert.True(most < 64 * Megabyte, $"{most} bytes were in use for {written}.");
    }

    private async Task<long> PackAndVerifyAsync(SubjectExportPlace export)
    {
        var package = await app.PackAsync(export);
        Assert.Null(await app.VerifyAsync(export, package));
        return package.Files.Sum(file => file.Size);
    }
}
