using Serverless.LocalCosmos.Storage;

namespace Serverless.Unit.Storage;

public sealed class DurabilityTests
{
    /// <summary>What a process leaves that ends without warning: the files, as they are at some instant.</summary>
    [Theory, InlineData(true, 0), InlineData(false, 1), InlineData(false, 5_000), InlineData(false, 1 << 20)]
    public async Task A_copy_of_the_files_under_load_has_all_that_was_acknowledged_before_it(bool syncEveryCommit, int redoBytes)
    {
        await using var store = TestStore.OnDisk(StorageOptions.Default with
        {
            CheckpointBytes = 200_000,
            MaxLogBytes = 800_000,
            MaxRedoBytes = redoBytes,
            SyncEveryCommit = syncEveryCommit,
        });
        using var stop = new CancellationTokenSource();
        var acknowledged = 0;
        var load = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await store.WriteAsync(transaction =>
                {
                    TestStore.Create(transaction, i % 50, $"{i}", $"\"n\":{i}");
                    return TestStore.Create(transaction, i % 50, $"{i}-twin", $"\"n\":{i}");
                });
                Volatile.Write(ref acknowledged, i + 1);
            }
        });

        for (var round = 0; round < 8; round++)
        {
            while (Volatile.Read(ref acknowledged) < (round + 1) * 150)
            {
                if (load.IsCompleted) await load;
                await Task.Yield();
            }

            await VerifyCopyAsync(store, () => Volatile.Read(ref acknowledged));
        }

        await stop.CancelAsync();
        await load;
    }

    [Fact]
    public async Task The_log_stays_bounded_under_constant_readers()
    {
        var options = StorageOptions.Default with { CheckpointBytes = 400_000, MaxLogBytes = 1_000_000 };
        await using var store = TestStore.OnDisk(options);
        await store.CreateAsync(0, "a");
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await store.ReadAsync(read => read.Scan(EpkRange.Full, 0).Take(20).Count());
                await Task.Yield();
            }
        })).ToList();

        var largest = 0L;
        for (var i = 0; i < 1000; i++)
        {
            await store.CreateAsync(i % 7, $"{i}", $"\"x\":\"{new string('x', 5000)}\"");
            largest = Math.Max(largest, new FileInfo(store.Path + "-wal").Length);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        // 1000 commits of more than 40 KB each have gone through it.
        Assert.InRange(largest, options.CheckpointBytes, 20_000_000);
    }

    [Fact]
    public async Task Closing_leaves_one_file()
    {
        await using var store = TestStore.OnDisk();
        await store.CreateAsync(1, "a");
        await store.ReadAsync(read => read.LastLsn);
        await store.Store.DisposeAsync();

        Assert.Equal([store.Path!], Directory.GetFiles(Path.GetDirectoryName(store.Path)!));
    }

    [Fact]
    public void A_file_that_is_no_container_is_refused_by_name()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("store").FullName, "notes.db");
        File.WriteAllText(path, new string('x', 5000));

        var failure = Assert.Throws<StorageException>(() => ContainerStore.Open(path, TimeProvider.System, StorageOptions.Default));

        Assert.Contains("not a container file", failure.Message, StringComparison.Ordinal);
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRAGMA application_id = 0", "not a container file")]
    [InlineData("PRAGMA user_version = 99", "format 99")]
    public async Task A_file_of_another_program_or_a_newer_version_is_refused(string change, string reason)
    {
        await using var store = TestStore.OnDisk();
        await store.WriteAsync(transaction => SQLitePCL.raw.sqlite3_exec(transaction.Handle, change), WorkKind.Upkeep);

        var failure = await Assert.ThrowsAsync<StorageException>(store.ReopenAsync);

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    private static async Task VerifyCopyAsync(TestStore store, Func<int> acknowledged)
    {
        var copy = Path.Combine(Directory.CreateTempSubdirectory("copy").FullName, "container.db");
        var atLeast = acknowledged();
        // While the writer stands still the log does not start over, so that it and the file are of one instant.
        await store.WriteAsync(_ =>
        {
            File.Copy(store.Path!, copy);
            File.Copy(store.Path + "-wal", copy + "-wal");
            if (File.Exists(store.Path + RedoLog.Suffix)) File.Copy(store.Path + RedoLog.Suffix, copy + RedoLog.Suffix);
            return 0;
        });

        await VerifyAsync(copy, atLeast);
        Directory.Delete(Path.GetDirectoryName(copy)!, recursive: true);
    }

    private static async Task VerifyAsync(string path, int atLeast)
    {
        await using var reopened = ContainerStore.Open(path, TimeProvider.System, StorageOptions.Default);
        using var read = await reopened.ReadAsync(CancellationToken.None);
        var items = read.Scan(EpkRange.Full, 0).ToList();
        Assert.True(items.Count >= 2 * atLeast, $"{items.Count} items for {atLeast} acknowledged works");
        Assert.Equal(0, items.Count % 2);
        Assert.Equal(items.Count / 2, read.LastLsn);
        Assert.Equal(items.Count, read.Index("/n", KeyRange.All, false, null).Count());
    }
}
