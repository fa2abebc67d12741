using System.Text.Json.Nodes;
using System.Xml;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http;

/// <summary>What every answer from a read model says beside its content: what is masked, and how current it is.</summary>
public static class ReadModelView
{
    /// <summary>
    /// <c>asOf</c>: all that was written until then is contained, but for dead letters. <c>lag</c>: how long ago that was (ISO
    /// 8601). <c>source</c>: <c>projection</c>, or <c>authority</c> where the document was computed for this answer.
    /// </summary>
    public static JsonObject Of(Projection projection, ProjectedDocument kind, ReadAnswer answer, Caller caller, string subjectId, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(answer);
        var masking = new Masking(caller, subjectId, answer.Document.IsRestricted);
        var view = masking.Apply(kind.Schema, Content(answer));
        AccessTrail.Current?.Note(AccessKind.Read, caller, new SubjectPlace(caller.TenantId, subjectId), projection.Name, subjectId, PersonalField.In(kind.Schema, view));
        if (masking.Masked.Count > 0) view["masked"] = new JsonArray([.. masking.Masked]);
        if (answer.Document.IsRestricted) view["restricted"] = true;
        if (answer.Document.Shredded.Count > 0) view["erased"] = new JsonArray([.. answer.Document.Shredded]);
        return Dated(view, projection, answer, now);
    }

    /// <summary>The same for anybody, of a document that holds nothing personal.</summary>
    /// <exception cref="ArgumentException">It could hold something personal.</exception>
    public static JsonObject OfNobody(Projection projection, ProjectedDocument kind, ReadAnswer answer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(answer);
        return kind.Schema.HasPersonal
            ? throw new ArgumentException("What it holds is not for anybody.", nameof(kind))
            : Dated(Content(answer), projection, answer, now);
    }

    /// <summary>A page of what was found in a read model. How current it is may not be known, and is null then.</summary>
    public static JsonObject OfPage(Projection projection, JsonArray items, string? continuation, ModelState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(projection);
        ArgumentNullException.ThrowIfNull(state);
        var view = new JsonObject { ["items"] = items, ["continuation"] = continuation };
        return Dated(view, projection, state.Build, state.AsOf, now);
    }

    private static JsonObject Content(ReadAnswer answer) => DocumentJson.Write(answer.Document.Content ?? throw new ArgumentException("There is no document.", nameof(answer)));

    private static JsonObject Dated(JsonObject view, Projection projection, ReadAnswer answer, DateTimeOffset now)
    {
        Dated(view, projection, answer.Build, answer.AsOf, now)["source"] = answer.IsFromAuthority ? "authority" : "projection";
        return view;
    }

    private static JsonObject Dated(JsonObject view, Projection projection, int build, DateTimeOffset? asOf, DateTimeOffset now)
    {
        view["asOf"] = asOf is { } known ? RecordDocuments.Time(known) : null;
        view["lag"] = asOf is { } until ? XmlConvert.ToString(now > until ? now - until : TimeSpan.Zero) : null;
        view["projection"] = new JsonObject { ["name"] = projection.Name, ["version"] = build };
        return view;
    }
}
