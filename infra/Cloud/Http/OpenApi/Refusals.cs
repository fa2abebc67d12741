using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Why an operation can refuse, by status: what any request of its kind can meet, and its own errors.</summary>
internal sealed class Refusals
{
    public const string RequestId = "x-request-id";

    private const string MediaType = "application/problem+json";
    private const string RetryAfter = "Retry-After";

    private static readonly Dictionary<ErrorKind, string> Meanings = new()
    {
        [ErrorKind.Invalid] = "Something in the request is not valid; errors names every field at fault.",
        [ErrorKind.Unauthenticated] = "There is no token, or it is not valid.",
        [ErrorKind.Forbidden] = "The caller may not do this, or not to this person.",
        [ErrorKind.NotFound] = "There is nothing at this address.",
        [ErrorKind.Conflict] = "The state of things does not allow it.",
        [ErrorKind.Gone] = "It was there, and is gone for good.",
        [ErrorKind.Stale] = "The record has changed since the version in If-Match.",
        [ErrorKind.TooLarge] = "The body, or the record that it would make, is larger than it may be.",
        [ErrorKind.UnsupportedMediaType] = "The body is sent as another type than this operation reads.",
        [ErrorKind.Unprocessable] = "The Idempotency-Key has been used for another request.",
        [ErrorKind.PreconditionRequired] = "If-Match is missing, without which the changes of others could be lost.",
        [ErrorKind.TooManyRequests] = "The caller asks too often; Retry-After says when to ask again.",
        [ErrorKind.Unavailable] = "The store does not answer, or others change the record at the same moment; the same request may be sent again, with the same Idempotency-Key where it changes something.",
    };

    private readonly OpenApiDocument _document;
    private readonly AppDeclarations _app;

    public Refusals(OpenApiDocument document, AppDeclarations app)
    {
        (_document, _app) = (document, app);
        document.AddComponent("Problem", Problem());
        document.AddComponent(RetryAfter, new OpenApiHeader { Description = "Seconds until the next try.", Schema = ValueSchemas.Scalar(ValueKind.Integer) });
        document.AddComponent(RequestId, new OpenApiHeader { Description = "Finds the request in the logs.", Schema = ValueSchemas.Scalar(ValueKind.Text) });
        document.AddComponent("Failed", Described("Something went wrong here. Whoever runs the system finds the reason by the requestId."));
    }

    /// <summary>What no operation means to answer.</summary>
    public IOpenApiResponse Failed => new OpenApiResponseReference("Failed", _document);

    public IEnumerable<(int Status, IOpenApiResponse Response)> Of(HttpOperation operation)
    {
        var own = operation.Declared.Errors.Concat(OfArchives(operation)).Select(code => _app.Error(code)!).ToLookup(error => error.Kind);
        return from kind in Enum.GetValues<ErrorKind>()
               where own.Contains(kind) || CanMeet(operation, kind)
               let status = Problems.Status(kind)
               orderby status
               select (status, Response(kind, [.. own[kind]]));
    }

    private string[] OfArchives(HttpOperation operation)
    {
        if (!_app.IsArchived(operation.Declared.Answer)) return [];
        return operation.IsCommand ? ["archived"] : ["archive-offline"];
    }

    private static bool CanMeet(HttpOperation operation, ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => operation.IsOfPerson || operation.Queries.Count > 0 || operation.HasBody || operation.Declared.IsPaged
            || operation.IsCommand || operation.IsRecordRead || operation.IsReadModel,
        ErrorKind.Unauthenticated or ErrorKind.Forbidden or ErrorKind.TooManyRequests or ErrorKind.Unavailable => operation.AllowAnyone is null,
        ErrorKind.NotFound => operation.Route.Parameters.Count > 0,
        ErrorKind.Conflict => operation.IsCommand,
        ErrorKind.Gone => false,
        ErrorKind.Unprocessable => operation.IsRepeatable,
        ErrorKind.Stale => operation.IsChange,
        ErrorKind.TooLarge or ErrorKind.UnsupportedMediaType => operation.HasBody,
        ErrorKind.PreconditionRequired => operation is { IsChange: true, Declared.IsMergePatch: true },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private IOpenApiResponse Response(ErrorKind kind, IReadOnlyList<Error> own)
    {
        if (own.Count == 0)
        {
            if (_document.Components?.Responses?.ContainsKey(kind.ToString()) != true) _document.AddComponent(kind.ToString(), Described(Meanings[kind], Headers(kind)));
            return new OpenApiResponseReference(kind.ToString(), _document);
        }

        var response = Described(string.Join('\n', own.Select(error => error.Detail.Length == 0 ? $"- `{error.Code}`" : $"- `{error.Code}`: {error.Detail}").Prepend(Meanings[kind] + "\n")), Headers(kind));
        response.Extensions = new Dictionary<string, IOpenApiExtension> { ["x-codes"] = new JsonNodeExtension(new JsonArray([.. own.Select(error => (JsonNode)error.Code)])) };
        return response;
    }

    private static string[] Headers(ErrorKind kind) => kind is ErrorKind.TooManyRequests or ErrorKind.Unavailable ? [RetryAfter] : [];

    private OpenApiResponse Described(string meaning, params IEnumerable<string> headers) => new()
    {
        Description = meaning,
        Headers = headers.Append(RequestId).ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, _document)),
        Content = new Dictionary<string, OpenApiMediaType> { [MediaType] = new() { Schema = new OpenApiSchemaReference("Problem", _document) } },
    };

    private static OpenApiSchema Problem()
    {
        static OpenApiSchema Text(string meaning) => new() { Type = JsonSchemaType.String, Description = meaning };
        static OpenApiSchema Object(Dictionary<string, IOpenApiSchema> properties, params IEnumerable<string> required) =>
            new() { Type = JsonSchemaType.Object, Properties = properties, Required = required.ToHashSet() };

        var field = Object(new() { ["pointer"] = Text("Where it is: a JSON pointer (RFC 6901)."), ["reason"] = Text("What is wrong with it.") }, "pointer", "reason");
        var problem = Object(
            new()
            {
                ["type"] = Text("A URN that ends with the code."),
                ["title"] = Text("The status in words."),
                ["status"] = ValueSchemas.Scalar(ValueKind.Integer),
                ["detail"] = Text("What is wrong, for people."),
                ["code"] = Text("What is wrong, for programs; never changes."),
                ["requestId"] = Text("Of a failure: finds its reason in the logs."),
                ["errors"] = new OpenApiSchema { Type = JsonSchemaType.Array, Description = "Every field at fault.", Items = field },
            },
            "type", "status", "code");
        problem.Description = "A refusal (RFC 9457).";
        return problem;
    }
}
