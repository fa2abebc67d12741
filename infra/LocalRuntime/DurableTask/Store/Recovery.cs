using Serverless.LocalRuntime.Storage;

namespace Serverless.LocalRuntime.DurableTask.Store;

/// <summary>All that is not finished, as it is stored.</summary>
internal sealed record Recovery(
    IReadOnlyList<InstanceRow> Instances,
    IReadOnlyDictionary<long, List<HistoryEvent>> Histories,
    ILookup<long, Message> Inbox)
{
    public static Recovery Read(Database database) => new(Rows.Unfinished(database), Rows.OpenHistories(database), Rows.Inbox(database));
}
