namespace Serverless.LocalCosmos.Storage;

/// <summary>An LSN and an ordinal in one integer of the same order, so that the log's index needs one column.</summary>
internal static class LogPosition
{
    private const int OrdinalBits = 20;

    public const int MaxOrdinal = (1 << OrdinalBits) - 1;

    public static long Of(long lsn, int ordinal) => lsn << OrdinalBits | (uint)ordinal;

    /// <summary>The last position that <paramref name="lsn"/> can have.</summary>
    public static long EndOf(long lsn) => Of(lsn, MaxOrdinal);

    public static long Lsn(long position) => position >> OrdinalBits;

    public static int Ordinal(long position) => (int)(position & MaxOrdinal);
}
