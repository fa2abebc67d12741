using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>A record as a caller may see it, with the headers that name its version.</summary>
/// <param name="shown">The domain's schema, with the fields that are in force.</param>
internal sealed class RecordAnswer(int status, Domain domain, RecordSchema shown, Stored record, Caller caller) : IResult
{
    /// <summary>Made at once: what is shown is noted before the answer begins.</summary>
    private readonly JsonObject _view = View(domain, shown, record, caller);

    public string? Location { get; init; }

    /// <summary>Of the write; null where nothing was written.</summary>
    public string? SessionToken { get; init; }

    public bool IsRepeated { get; init; }

    /// <summary>The record as a command has left it, or why it has not.</summary>
    public static async Task<IResult> OfAsync<TState>(
        FieldsInForce fields, HttpRequest request, Domain domain, int status, Result<Committed<TState>> result, CancellationToken cancellation, string? location = null)
        where TState : class
    {
        if (!result.IsSuccess) return Problems.Of(result.Error);
        var (record, caller) = (result.Value.Record, request.Caller());
        return new RecordAnswer(status, domain, await fields.ShownAsync(domain, caller, [record], cancellation), record, caller)
        {
            Location = location,
            SessionToken = result.Value.SessionToken,
            IsRepeated = result.Value.IsRepeated,
        };
    }

    /// <summary><c>masked</c> names what the caller may not see, <c>erased</c> what nobody can see any more; <c>restricted</c> says that almost nobody may at present, <c>archivedAt</c> that it is in an archive.</summary>
    public static JsonObject View(Domain domain, RecordSchema schema, Stored record, Caller caller)
    {
        var masking = new Masking(caller, record.Key.SubjectId, record.IsRestricted);
        var view = new JsonObject
        {
            ["id"] = record.Key.RecordId,
            ["version"] = record.Version,
            ["createdAt"] = RecordDocuments.Time(record.CreatedAt),
            ["changedAt"] = RecordDocuments.Time(record.ChangedAt),
        };
        var shown = masking.Apply(schema, schema.Narrow(record.Data));
        RecordTrail.Shown(caller, domain, record.Key, shown);
        foreach (var (name, value) in shown)
            view[name] = value?.DeepClone();
        if (masking.Masked.Count > 0) view["masked"] = new JsonArray([.. masking.Masked]);
        if (record.IsRestricted) view["restricted"] = true;
        if (record.ArchivedAt is { } archived) view["archivedAt"] = RecordDocuments.Time(archived);
        if (Erased(schema, record).ToArray() is { Length: > 0 } erased) view["erased"] = new JsonArray(erased);
        return view;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var headers = httpContext.Response.Headers;
        var tag = CommandRequest.ETagOf(record.Version);
        headers.ETag = tag;
        if (Location is not null) headers.Location = Location;
        if (IsRepeated) headers["Idempotent-Replayed"] = "true";
        if (SessionToken is not null)
            headers["Consistency-Token"] = new ConsistencyToken(domain.Container, record.Key.RecordId, record.Version, SessionToken) { SubjectId = record.Key.SubjectId }.ToString();
        // What the caller has may be from before a restriction, or from while there was one; from before it was archived; or from
        // when a feature was switched otherwise that something in it belongs to.
        if (SessionToken is null && record is { IsRestricted: false, ArchivedAt: null } && !domain.Schema.NamesFeatures(record.Data) && httpContext.Request.Headers[HeaderNames.IfNoneMatch].Contains(tag))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        httpContext.Response.StatusCode = status;
        return httpContext.Response.WriteAsJsonAsync(_view, httpContext.RequestAborted);
    }

    private static IEnumerable<JsonNode> Erased(RecordSchema schema, Stored record)
    {
        var leftOut = schema.LeftOut.Select(field => Pointer.Of(parent: "", field.Name)).ToList();
        return record.Shredded.Where(pointer => !leftOut.Any(one => pointer == one || pointer.StartsWith($"{one}/", StringComparison.Ordinal))).Select(pointer => (JsonNode)pointer);
    }
}
