namespace Serverless.LocalCosmos.Storage;

internal partial class ReadTransaction
{
    public UpkeepNeeds FindUpkeep(TimeSpan historyRetention)
    {
        var needs = UpkeepNeeds.None;
        if (Setting.Read(Connection, Setting.TimeToLiveProgress) is not null) needs |= UpkeepNeeds.Expiry;
        if (!IsIndexReady) needs |= UpkeepNeeds.Index;
        if (Earliest("SELECT MIN(expires) FROM items INDEXED BY items_expiry WHERE expires IS NOT NULL") <= Now) needs |= UpkeepNeeds.Expired;
        if (Earliest("SELECT ts FROM history ORDER BY position LIMIT 1") < Now - (long)historyRetention.TotalSeconds) needs |= UpkeepNeeds.History;
        // A new expiry may make items expire at once.
        return needs.HasFlag(UpkeepNeeds.Expiry) ? needs | UpkeepNeeds.Expired : needs;
    }

    private long? Earliest(string sql)
    {
        using var statement = Connection.Use(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Long(0) : null;
    }
}
