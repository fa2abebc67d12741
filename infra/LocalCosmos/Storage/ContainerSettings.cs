using Serverless.LocalCosmos.Storage.Sqlite;

namespace Serverless.LocalCosmos.Storage;

/// <summary>What a container file says of itself, so that it can be swept and rebuilt without its definition at hand.</summary>
internal static class ContainerSettings
{
    private const string TimeToLive = "ttl.default";
    private const string IndexPolicy = "index.policy";
    private const string UniqueKeys = "unique.keys";

    public static GroupState Read(Connection connection) => new(
        Clock.Read(connection),
        ItemIndexer.Parse(Setting.Read(connection, IndexPolicy), Setting.Read(connection, UniqueKeys)),
        (int?)Setting.ReadLong(connection, TimeToLive));

    public static void Write(Connection connection, in GroupState state)
    {
        Setting.Write(connection, IndexPolicy, state.Indexer.Rules.Text);
        Setting.Write(connection, UniqueKeys, state.Indexer.UniqueKeysText);
        Setting.Write(connection, TimeToLive, state.DefaultTimeToLive);
    }
}
