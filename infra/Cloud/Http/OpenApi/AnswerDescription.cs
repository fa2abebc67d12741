using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>What is answered: the success, and every refusal that can happen.</summary>
internal sealed class AnswerDescription
{
    private readonly OpenApiDocument _document;
    private readonly Schemas _schemas;
    private readonly Refusals _refusals;

    public AnswerDescription(OpenApiDocument document, Schemas schemas, Refusals refusals)
    {
        (_document, _schemas, _refusals) = (document, schemas, refusals);
        document.AddComponent("ETag", Header("The record's version, quoted; goes into If-Match.", ValueKind.Text));
        document.AddComponent("Consistency-Token", Header("Names this write; goes into If-Consistent-With.", ValueKind.Text));
        document.AddComponent("Idempotent-Replayed", Header("True where the request had been answered before, and this is that answer.", ValueKind.Boolean));
        document.AddComponent("x-ms-request-charge", Header("Request units that the database charged.", ValueKind.Decimal));
        document.AddComponent("Location", Header("Where what was made can be read.", ValueKind.Text));
    }

    public OpenApiResponses Of(HttpOperation operation)
    {
        var status = operation.Declared.Status;
        var responses = new OpenApiResponses
        {
            [status.ToString(CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status),
                Headers = Headers(operation).ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, _document)),
                Content = Content(operation, operation.Declared),
            },
        };
        if (operation.IsRecordRead) responses.Add("304", new OpenApiResponse { Description = "The caller has this version already." });
        foreach (var (refusal, response) in _refusals.Of(operation)) responses.Add(refusal.ToString(CultureInfo.InvariantCulture), response);
        responses.Add("default", _refusals.Failed);
        return responses;
    }

    private Dictionary<string, OpenApiMediaType>? Content(HttpOperation operation, OperationAttribute declared)
    {
        if (declared.ContentType is { } contentType) return new() { [contentType] = new OpenApiMediaType() };
        if (declared.Answer is not { } answer) return null;
        var schema = declared.IsPaged ? _schemas.Page(answer) : operation.IsReadModel ? _schemas.ReadModel(answer) : _schemas.Answer(answer);
        if (declared.OtherAnswer is { } other) schema = new OpenApiSchema { OneOf = [schema, declared.IsPaged ? _schemas.ReadModelPage(other) : _schemas.ReadModel(other)] };
        return new() { ["application/json"] = new OpenApiMediaType { Schema = schema } };
    }

    private static IEnumerable<string> Headers(HttpOperation operation)
    {
        if (operation.IsCommand || operation.IsRecordRead) yield return "ETag";
        if (operation.IsCommand) yield return "Consistency-Token";
        if (operation.IsRepeatable) yield return "Idempotent-Replayed";
        if (operation.Declared.Status is 201 or 202) yield return "Location";
        if (operation.IsCommand || operation.IsReadModel || operation.IsOfRecords) yield return "x-ms-request-charge";
        yield return Refusals.RequestId;
    }

    private static OpenApiHeader Header(string meaning, ValueKind kind) => new() { Description = meaning, Schema = ValueSchemas.Scalar(kind) };
}
