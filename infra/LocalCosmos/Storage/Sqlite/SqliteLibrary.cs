using SQLitePCL;

namespace Serverless.LocalCosmos.Storage.Sqlite;

internal static class SqliteLibrary
{
    /// <summary>
    /// What the page caches of all connections together may take before they begin to reuse their own pages: it keeps a
    /// process with many containers small.
    /// </summary>
    private const long SoftHeapLimitBytes = 96L << 20;

    private static readonly Lazy<bool> Loaded = new(Load);

    public static void Initialize() => _ = Loaded.Value;

    private static bool Load()
    {
        Batteries_V2.Init();
        BufferedLogVfs.Register();
        raw.sqlite3_soft_heap_limit64(SoftHeapLimitBytes);
        return true;
    }
}
