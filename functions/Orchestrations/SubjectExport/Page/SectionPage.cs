using System.Text;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Orchestrations.SubjectExport.Page;

/// <summary>
/// What the page for people shows of a section, written while it is collected. A page that nobody can open helps nobody: of very
/// many records and changes it shows some, and says where the others are.
/// </summary>
internal sealed class SectionPage(PartWriter part, string title) : IAsyncDisposable
{
    private const int MostRecords = 200;
    private const int MostChanges = 50;

    private long _records;
    private long _changes;

    public async Task BeginAsync(RecordSchema schema, SubjectRecord record, CancellationToken cancellation)
    {
        _changes = 0;
        if (++_records > MostRecords) return;
        await WriteAsync(
            $"<article><h3>{Html.Text(title)} <small>since {Html.Moment(record.CreatedAt)}{Archived(record)}</small></h3>{Html.Fields(schema, record.Data)}"
            + $"<details><summary>{Wording.Count(record.Version, "change", "changes")}, and who made them</summary><ol>",
            cancellation);
    }

    public async Task EventAsync(RecordSchema schema, EventDocument fact, CancellationToken cancellation)
    {
        if (_records > MostRecords || ++_changes > MostChanges) return;
        var fields = fact.Changes.Select(change => Change(schema, change));
        await WriteAsync(
            $"<li><p>{Html.Moment(fact.At)} <b>{Html.Text(Wording.Phrase(fact.Kind))}</b>, by {Html.Text(Actor(fact.By))}</p><dl class=\"changes\">{string.Concat(fields)}</dl></li>",
            cancellation);
    }

    public async Task EndAsync(CancellationToken cancellation)
    {
        if (_records > MostRecords) return;
        var rest = _changes > MostChanges ? Rest(_changes - MostChanges, "change", "changes") : "";
        await WriteAsync($"</ol>{rest}</details></article>\n", cancellation);
    }

    /// <summary>Something that is no record.</summary>
    public async Task ItemAsync(JsonObject item, CancellationToken cancellation)
    {
        if (++_records <= MostRecords) await WriteAsync($"<article>{Html.Fields(item)}</article>\n", cancellation);
    }

    public async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_records > MostRecords) await WriteAsync(Rest(_records - MostRecords, "entry", "entries"), cancellation);
        await part.CompleteAsync(cancellation);
    }

    public ValueTask DisposeAsync() => part.DisposeAsync();

    private static string Archived(SubjectRecord record) => record.ArchivedAt is { } at ? $", archived {Html.Moment(at)}" : "";

    private static string Rest(long count, string one, string many) => $"<p class=\"rest\">And {Wording.Count(count, one, many)} more, in the data file.</p>\n";

    private static string Change(RecordSchema schema, FieldChange change)
    {
        var value = schema.Find(change.Field)?.Value;
        var before = change.From is null ? "" : $"<del>{Html.Value(value, change.From)}</del> ";
        return $"<div><dt>{Html.Text(Wording.Label(change.Field))}</dt><dd>{before}<ins>{Html.Value(value, change.To)}</ins></dd></div>";
    }

    private static string Actor(Who by) => by.Roles.Count == 0 ? $"the system ({by.CallerId})" : $"{string.Join(" and ", by.Roles)} ({by.CallerId})";

    private async Task WriteAsync(string html, CancellationToken cancellation) => await part.Content.WriteAsync(Encoding.UTF8.GetBytes(html), cancellation);
}
