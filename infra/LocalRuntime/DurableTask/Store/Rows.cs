using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Client;
using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>Rows to objects and back.</summary>
internal static class Rows
{
    private const string Columns = """
        number, id, name, version, generation, status, created, updated, start_at,
        parent, parent_generation, parent_task, parent_name, parent_id, tags, custom, failure
        """;

    public const string SelectInstances = $"SELECT {Columns}, input, output FROM instances";
    public const string SelectInstancesWithoutPayloads = $"SELECT {Columns}, NULL, NULL FROM instances";

    public static InstanceRow? Get(Database database, long number) =>
        database.Read($"{SelectInstances} WHERE number = $0", Instance, number).SingleOrDefault();

    public static List<InstanceRow> Unfinished(Database database) =>
        database.Read($"{SelectInstancesWithoutPayloads} WHERE status IN (0, 6, 7) ORDER BY number", Instance);

    public static InstanceRow? Find(Database database, string id) =>
        database.Read($"{SelectInstances} WHERE id = $0", Instance, id).SingleOrDefault();

    public static long? FindNumber(Database database, string id) =>
        database.Read("SELECT number FROM instances WHERE id = $0", row => (long?)row.GetInt64(0), id).SingleOrDefault();

    /// <returns>Those that are not finished.</returns>
    public static List<long> Children(Database database, long number) => database.Read(
        "SELECT number FROM instances WHERE parent = $0 AND status IN (0, 6, 7)", row => row.GetInt64(0), number);

    public static List<HistoryEvent> History(Database database, long number) => database.Read(
        "SELECT kind, at, task, name, data, version, target, tags FROM history WHERE number = $0 ORDER BY seq", row => Event(row, 0) with { Tags = Text(row, 7) }, number);

    /// <summary>The histories of instances that are not finished; of their data only what activities are called with.</summary>
    public static Dictionary<long, List<HistoryEvent>> OpenHistories(Database database)
    {
        Dictionary<long, List<HistoryEvent>> histories = [];
        database.Read(
            """
            SELECT history.number, history.kind, at, task, history.name, CASE kind WHEN 20 THEN data END, history.version, target
            FROM instances CROSS JOIN history ON history.number = instances.number
            WHERE status IN (0, 6, 7) ORDER BY instances.number, seq
            """,
            row =>
            {
                var number = row.GetInt64(0);
                if (!histories.TryGetValue(number, out var history)) histories.Add(number, history = []);
                history.Add(Event(row, 1));
                return true;
            });
        return histories;
    }

    public static ILookup<long, Message> Inbox(Database database) => database.Read(
        "SELECT number, id, generation, kind, at, task, name, data, version, target FROM inbox ORDER BY id",
        row => (Number: row.GetInt64(0), Message: new Message(Event(row, 3), row.IsDBNull(2) ? null : row.GetInt32(2)) { Inbox = row.GetInt64(1) }))
        .ToLookup(found => found.Number, found => found.Message);

    public static void Append(Database database, long number, int seq, HistoryEvent entry) => database.Run(
        "INSERT INTO history VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)",
        number, seq, (int)entry.Kind, entry.At.Ticks, entry.Task, entry.Name, entry.Data, entry.Version, entry.Target, entry.Tags);

    /// <returns>The message, now stored; null when its target takes none any more.</returns>
    public static Message? Send(Database database, long number, Message message)
    {
        if (database.Read("SELECT 1 FROM instances WHERE number = $0 AND status IN (0, 6, 7)", _ => true, number).Count == 0) return null;
        var entry = message.Event;
        database.Run(
            "INSERT INTO inbox VALUES (NULL, $0, $1, $2, $3, $4, $5, $6, $7, $8)",
            number, message.Generation, (int)entry.Kind, entry.At.Ticks, entry.Task, entry.Name, entry.Data, entry.Version, entry.Target);
        return message with { Inbox = database.LastInsertedNumber };
    }

    public static InstanceRow Insert(Database database, InstanceRow row)
    {
        database.Run(
            """
            INSERT INTO instances (id, name, version, generation, status, created, updated, start_at,
                parent, parent_generation, parent_task, parent_name, parent_id, tags, input)
            VALUES ($0, $1, $2, 0, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            row.Id, row.Name, row.Version, (int)row.Status, row.Created.Ticks, row.StartAt?.Ticks,
            row.Parent?.Number, row.Parent?.Generation, row.Parent?.Task, row.Parent?.Name, row.Parent?.Id, row.Tags, row.Input);
        return row with { Number = database.LastInsertedNumber };
    }

    /// <returns>Whether there was one.</returns>
    public static bool Delete(Database database, long number)
    {
        database.Run("DELETE FROM history WHERE number = $0", number);
        database.Run("DELETE FROM inbox WHERE number = $0", number);
        return database.Run("DELETE FROM instances WHERE number = $0", number) > 0;
    }

    public static InstanceRow Instance(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3))
    {
        Generation = row.GetInt32(4),
        Status = (OrchestrationRuntimeStatus)row.GetInt32(5),
        Created = Time(row.GetInt64(6)),
        Updated = Time(row.GetInt64(7)),
        StartAt = row.IsDBNull(8) ? null : Time(row.GetInt64(8)),
        Parent = row.IsDBNull(9) ? null : new(row.GetInt64(9), row.GetInt32(10), row.GetInt32(11), row.GetString(12), row.GetString(13)),
        Tags = Text(row, 14),
        CustomStatus = Text(row, 15),
        Failure = Text(row, 16),
        Input = Text(row, 17),
        Output = Text(row, 18),
    };

    private static HistoryEvent Event(SqliteDataReader row, int first) =>
        new((EventKind)row.GetInt32(first), Time(row.GetInt64(first + 1)), row.GetInt32(first + 2))
        {
            Name = Text(row, first + 3),
            Data = Text(row, first + 4),
            Version = Text(row, first + 5),
            Target = Text(row, first + 6),
        };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
