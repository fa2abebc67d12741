namespace Serverless.LocalCosmos.Storage;

internal sealed partial class WriteTransaction
{
    /// <summary>Changes how documents are indexed and when they expire, for those that are there already too.</summary>
    public void Configure(ItemIndexer indexer, int? defaultTimeToLive)
    {
        BeginChange();
        _hasWritten = true;
        var before = _group.State;
        _group.State = before with { Indexer = indexer, DefaultTimeToLive = defaultTimeToLive };
        ContainerSettings.Write(Connection, _group.State);
        if (before.Indexer.Rules.Text != indexer.Rules.Text) RebuildIndex();
        if (before.DefaultTimeToLive != defaultTimeToLive) SetExpiry(defaultTimeToLive);
    }

    private void RebuildIndex()
    {
        Connection.Execute("DELETE FROM terms");
        using var items = Connection.Use("SELECT number, body FROM items ORDER BY number");
        while (items.Step()) InsertTerms(items.Long(0), IndexTerms.Of(items.Bytes(1), Indexer.Rules));
    }

    /// <summary>An item's own time to live counts only in a container that has one; -1 stands for never.</summary>
    private void SetExpiry(int? byDefault)
    {
        if (byDefault is not { } seconds)
        {
            Connection.Execute("UPDATE items SET expires = NULL WHERE expires IS NOT NULL");
            return;
        }

        using var update = Connection.Use("""
            UPDATE items SET expires = ts + nullif(coalesce(json_extract(CAST(body AS TEXT), '$.ttl'), ?1), -1)
            """);
        update.Bind(1, seconds).Run();
    }
}
