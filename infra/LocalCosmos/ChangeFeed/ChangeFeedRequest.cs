using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.ChangeFeed;

internal enum ChangeFeedMode
{
    /// <summary>Each item once, at its newest version; deletes do not appear.</summary>
    LatestVersion,

    /// <summary>Every version and every delete, for as long as the container keeps them.</summary>
    AllVersionsAndDeletes,
}

/// <param name="Scope">The partition, prefix or range whose changes are asked for.</param>
/// <param name="MaxItems">A page holds more only where one transaction wrote more: it is never cut.</param>
internal sealed record ChangeFeedRequest(EpkRange Scope, ChangeFeedStart Start, ChangeFeedMode Mode, int MaxItems);

/// <summary>Where a feed begins.</summary>
internal abstract record ChangeFeedStart
{
    private ChangeFeedStart()
    {
    }

    public static ChangeFeedStart Beginning { get; } = new AfterLsn(0);

    public static ChangeFeedStart Now { get; } = new FromNow();

    public static ChangeFeedStart After(long lsn) => new AfterLsn(lsn);

    /// <param name="unixSeconds">Exclusive: what was written in this second is left out.</param>
    public static ChangeFeedStart Time(long unixSeconds) => new AfterTime(unixSeconds);

    /// <summary>The LSN after which the feed begins, in one snapshot of the container.</summary>
    public abstract long Resolve(ReadTransaction snapshot);

    private sealed record AfterLsn(long Lsn) : ChangeFeedStart
    {
        public override long Resolve(ReadTransaction snapshot) => Lsn;
    }

    private sealed record FromNow : ChangeFeedStart
    {
        public override long Resolve(ReadTransaction snapshot) => snapshot.LastLsn;
    }

    private sealed record AfterTime(long UnixSeconds) : ChangeFeedStart
    {
        public override long Resolve(ReadTransaction snapshot) => snapshot.LsnAfterTime(UnixSeconds);
    }
}
