using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Features;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http;

/// <summary>
/// Which of a record's fields there are for a request. Those of features that are off for the caller's tenant are refused as if
/// nobody had declared them, and left out of answers; what is stored of them stays as it is. How features are switched is asked only
/// where such a field is named or stored, so that all other requests cost what they cost without.
/// </summary>
public sealed class FieldsInForce(FeatureSwitches switches)
{
    /// <summary>The body of what makes a record.</summary>
    internal async Task<Result<TBody>> ReadAsync<TBody>(Domain domain, Caller caller, JsonObject document, CancellationToken cancellation)
        where TBody : class => RequestBody.As<TBody>(document, await OfAsync(RecordSchema.Of<TBody>(), domain, caller, [document], cancellation));

    /// <summary>The body of what is done to a record that is there, or may be. It cannot name what is off, and so does not take it away.</summary>
    /// <returns>The body, from the state of the record.</returns>
    internal async Task<Result<Func<TState?, TBody>>> ReadAsync<TState, TBody>(Domain domain, Caller caller, JsonObject document, CancellationToken cancellation)
        where TState : class
        where TBody : class
    {
        var whole = RecordSchema.Of<TBody>();
        var schema = whole.HasFeatures ? whole.InForce(await switches.OnAsync(domain, caller.TenantId, cancellation)) : whole;
        var body = RequestBody.As<TBody>(document, schema);
        if (!body.IsSuccess) return body.Error;
        return schema.LeftOut.Count == 0 ? new Func<TState?, TBody>(_ => body.Value) : Kept;

        TBody Kept(TState? state)
        {
            if (state is null) return body.Value;
            var (stored, kept) = (DocumentJson.Write(state), document.DeepClone().AsObject());
            foreach (var field in schema.LeftOut)
            {
                if (stored[field.Name] is { } value) kept[field.Name] = value.DeepClone();
            }

            return DocumentJson.Read<TBody>(kept);
        }
    }

    /// <summary>What a merge patch makes of what users write of a record. It is the patch that must not name what is off; what is stored of that goes into the result.</summary>
    /// <returns>The result, from what is written now.</returns>
    internal async Task<Func<TBody, Result<TBody>>> PatchAsync<TBody>(Domain domain, Caller caller, JsonObject patch, CancellationToken cancellation)
        where TBody : class
    {
        var whole = RecordSchema.Of<TBody>();
        var schema = await OfAsync(whole, domain, caller, [patch], cancellation);
        // Null, which takes a field away, names it too.
        var named = schema.LeftOut.Where(field => patch.ContainsKey(field.Name)).Select(field => Pointer.Of(parent: "", field.Name)).ToList();
        var refused = schema.Check(patch).Where(violation => named.Contains(violation.Pointer)).ToList();
        var rest = schema.Narrow(patch);
        return refused.Count == 0
            ? before => RequestBody.As<TBody>(MergePatch.Apply(DocumentJson.Write(before), patch), whole)
            : before => RequestBody.Invalid([.. refused, .. whole.Check(MergePatch.Apply(DocumentJson.Write(before), rest))]);
    }

    /// <summary>What of the records is shown.</summary>
    internal ValueTask<RecordSchema> ShownAsync(Domain domain, Caller caller, IEnumerable<Stored> records, CancellationToken cancellation) =>
        OfAsync(domain.Schema, domain, caller, records.Select(record => record.Data), cancellation);

    private async ValueTask<RecordSchema> OfAsync(RecordSchema schema, Domain domain, Caller caller, IEnumerable<JsonObject> documents, CancellationToken cancellation) =>
        documents.Any(schema.NamesFeatures) ? schema.InForce(await switches.OnAsync(domain, caller.TenantId, cancellation)) : schema;
}
