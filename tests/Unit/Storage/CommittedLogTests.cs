using Serverless.LocalCosmos.Storage.Sqlite;
using SQLitePCL;

namespace Serverless.Unit.Storage;

/// <summary>
/// What a commit has returned for is in the files: copies of them, taken at that moment and opened as SQLite itself opens
/// files, are what a process that is killed leaves behind.
/// </summary>
public sealed class CommittedLogTests : IDisposable
{
    private const int SmallCacheKibibytes = 64;

    private readonly string _directory = Directory.CreateTempSubdirectory("log").FullName;

    private string FilePath => Path.Combine(_directory, "a.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory, InlineData(true), InlineData(false)]
    public void Any_sequence_of_transactions_is_in_the_files_when_it_has_committed(bool syncEveryCommit)
    {
        using var writer = Open(syncEveryCommit);
        using var other = Open(syncEveryCommit);
        writer.ExecuteScript("CREATE TABLE t (id INTEGER PRIMARY KEY, value BLOB)");
        var random = new Random(11);
        var expected = new Dictionary<long, int>();
        for (var round = 0; round < 60; round++)
        {
            var changed = new Dictionary<long, int>(expected);
            writer.Execute("BEGIN IMMEDIATE");
            // Now and then more than the cache is meant to hold.
            ChangeSome(writer, random, changed, random.Next(10) == 0 ? 200 : random.Next(1, 8));
            if (random.Next(4) == 0) UndoSome(writer, random, changed);
            if (random.Next(5) == 0)
            {
                writer.Execute("ROLLBACK");
            }
            else
            {
                writer.Execute("COMMIT");
                expected = changed;
            }

            if (random.Next(12) == 0) other.Checkpoint((CheckpointMode)random.Next(4), out _, out _);
            if (random.Next(20) == 0) writer.Checkpoint(CheckpointMode.Truncate, out _, out _);
            Assert.Equal(Sum(expected), other.ReadLong("SELECT sum(id * length(value)) FROM t"));
            Assert.Equal(Sum(expected), SumOfCopy());
        }
    }

    private static long Sum(Dictionary<long, int> rows) => rows.Sum(row => row.Key * row.Value);

    private static void ChangeSome(Connection writer, Random random, Dictionary<long, int> rows, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (id, size) = (random.Next(1, 300), random.Next(1, 9000));
            using var statement = writer.Use("INSERT OR REPLACE INTO t VALUES (?1, randomblob(?2))");
            statement.Bind(1, id).Bind(2, size).Run();
            rows[id] = size;
        }
    }

    private static void UndoSome(Connection writer, Random random, Dictionary<long, int> rows)
    {
        writer.Execute("SAVEPOINT some");
        ChangeSome(writer, random, new Dictionary<long, int>(rows), random.Next(1, 100));
        writer.Execute("ROLLBACK TO some");
        writer.Execute("RELEASE some");
    }

    private Connection Open(bool syncEveryCommit) => Connection.Open(FilePath, SmallCacheKibibytes, syncEveryCommit);

    private long SumOfCopy()
    {
        var copy = Path.Combine(_directory, "copy.db");
        File.Delete(copy + "-shm");
        File.Copy(FilePath, copy, overwrite: true);
        File.Copy(FilePath + "-wal", copy + "-wal", overwrite: true);
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(copy, out var handle));
        using (handle)
        {
            Assert.Equal("ok", Read(handle, "PRAGMA integrity_check"));
            return long.Parse(Read(handle, "SELECT coalesce(sum(id * length(value)), 0) FROM t"), provider: null);
        }
    }

    private static string Read(sqlite3 handle, string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(handle, sql, out var statement));
        using (statement)
        {
            Assert.Equal(raw.SQLITE_ROW, raw.sqlite3_step(statement));
            return raw.sqlite3_column_text(statement, 0).utf8_to_string();
        }
    }
}
