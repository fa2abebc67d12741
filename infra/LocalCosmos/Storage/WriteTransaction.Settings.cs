namespace Serverless.LocalCosmos.Storage;

internal sealed partial class WriteTransaction
{
    /// <summary>
    /// Follows another policy from here on. With items in the container the index is emptied, and is not ready until
    /// <see cref="IndexMore"/> has been through them.
    /// </summary>
    public void SetIndexer(ItemIndexer indexer)
    {
        var isEmpty = Count(EpkRange.Full, 1) == 0;
        var current = Indexer;
        if (indexer.UniqueKeysText != current.UniqueKeysText && !isEmpty)
            throw new InvalidOperationException("Unique keys cannot change once the container has items.");
        if (indexer.UniqueKeysText == current.UniqueKeysText && indexer.Rules.Text == current.Rules.Text) return;
        Change(_group.State with { Indexer = indexer });
        if (isEmpty) return;
        Connection.Execute("DELETE FROM terms");
        Setting.Write(Connection, Setting.IndexProgress, 0);
    }

    /// <summary>
    /// New writes follow the new default from here on, and <see cref="ExpireMore"/> brings it to the items that are there.
    /// </summary>
    public void SetDefaultTimeToLive(int? seconds)
    {
        if (seconds == DefaultTimeToLive) return;
        Change(_group.State with { DefaultTimeToLive = seconds });
        Setting.Write(Connection, Setting.TimeToLiveProgress, 0);
    }

    private void Change(in GroupState state)
    {
        BeginUpkeep();
        _group.State = state;
        ContainerSettings.Write(Connection, state);
    }
}
