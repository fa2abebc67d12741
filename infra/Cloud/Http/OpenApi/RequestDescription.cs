using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>What a request brings: in its address, its headers, its body.</summary>
internal sealed partial class RequestDescription(Schemas schemas)
{
    public IList<IOpenApiParameter> Parameters(HttpOperation operation) =>
    [
        .. operation.Route.Parameters.Select(InPath),
        .. operation.Queries.Select(query => InQuery(query, operation)),
        .. operation.Declared.IsPaged ? Paging() : [],
        .. Headers(operation),
    ];

    public IOpenApiRequestBody? Body(HttpOperation operation)
    {
        if (operation.Declared.BodyTypes is { Length: > 0 } types)
            return new OpenApiRequestBody { Required = true, Content = types.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = ValueSchemas.Scalar(ValueKind.Text) }) };
        if (operation.Declared.Body is not { } body) return null;
        var mediaType = operation.Declared.IsMergePatch ? "application/merge-patch+json" : "application/json";
        return new OpenApiRequestBody
        {
            Required = true,
            Description = operation.Declared.IsMergePatch ? "What changes: a field left out stays as it is, null takes it away." : null,
            Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() { Schema = schemas.Body(body, operation.Declared.IsMergePatch) } },
        };
    }

    private OpenApiParameter InPath(RouteParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Path,
        Required = true,
        Description = parameter.Name.EndsWith("Id", StringComparison.Ordinal) ? $"Which {Words().Replace(parameter.Name[..^2], " $0").ToLowerInvariant()}." : null,
        Schema = schemas.Plain(parameter.Type),
    };

    private OpenApiParameter InQuery(QueryAttribute query, HttpOperation operation)
    {
        var field = operation.IsOfRecords && query.Meaning is null ? RecordSchema.Of(operation.Declared.Answer!).Find(query.Name) : null;
        return new()
        {
            Name = query.Name,
            In = ParameterLocation.Query,
            Required = query.IsRequired,
            Description = query.Meaning ?? $"Only those with this value. {field?.Meaning}.",
            Schema = field is null ? schemas.Plain(query.Type) : schemas.Value(field.Value),
        };
    }

    private static IEnumerable<OpenApiParameter> Paging()
    {
        var size = ValueSchemas.Scalar(ValueKind.Integer);
        size.Minimum = "1";
        size.Maximum = PageRequest.MaxSize.ToString(CultureInfo.InvariantCulture);
        size.Default = PageRequest.UsualSize;
        yield return new() { Name = "pageSize", In = ParameterLocation.Query, Description = "The most items that a page may hold.", Schema = size };
        yield return new() { Name = "continuation", In = ParameterLocation.Query, Description = "From the page before; absent for the first.", Schema = ValueSchemas.Scalar(ValueKind.Text) };
    }

    private static IEnumerable<OpenApiParameter> Headers(HttpOperation operation)
    {
        if (operation.IsRepeatable)
            yield return Header(IdempotencyKey.Header, "Chosen by the client, one for each intent. The same request under the same key has one effect and one answer, however often it comes.");
        if (operation.IsChange)
            yield return Header("If-Match", "The ETag that the change is based on: if the record has changed since, nothing happens and the answer is 412. * changes whatever is there.", operation.Declared.IsMergePatch);
        if (operation.IsRecordRead)
            yield return Header("If-None-Match", "The ETag of the version that the caller has already.");
        if (operation.IsRecordRead || operation.IsReadModel)
            yield return Header(ConsistentWith.Header, "The Consistency-Token of a write that the answer must contain.");
    }

    private static OpenApiParameter Header(string name, string meaning, bool isRequired = false) =>
        new() { Name = name, In = ParameterLocation.Header, Required = isRequired, Description = meaning, Schema = ValueSchemas.Scalar(ValueKind.Text) };

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
