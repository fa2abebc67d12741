using System.Globalization;
using System.Reflection;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Describes an app's API (OpenAPI 3.1) by what its functions declare, so that the description cannot fall behind.</summary>
public static class ApiDescription
{
    private const string Bearer = "bearer";

    /// <param name="info">What the API is called, and its version.</param>
    /// <param name="app">Whose HTTP functions are described.</param>
    /// <param name="routePrefix">As in host.json.</param>
    /// <exception cref="DeclarationException">A function does not say all that a caller must know; each is named.</exception>
    public static OpenApiDocument Of(OpenApiInfo info, Assembly app, string routePrefix = "api")
    {
        ArgumentNullException.ThrowIfNull(app);
        // Errors that every app's requests can meet are declared beside this.
        return Of(info, app.GetTypes(), [.. typeof(ApiDescription).Assembly.GetTypes(), .. typeof(Domain).Assembly.GetTypes()], routePrefix);
    }

    /// <inheritdoc cref="Of(OpenApiInfo, Assembly, string)"/>
    public static OpenApiDocument Of(OpenApiInfo info, IReadOnlyList<Type> app, IReadOnlyList<Type> platform, string routePrefix = "api")
    {
        var document = new OpenApiDocument { Info = info, Paths = [], Components = new OpenApiComponents(), Servers = [new OpenApiServer { Url = "/" }] };
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The caller's token. It says which tenant the caller belongs to, in which roles, and who the caller is.",
        });

        var declarations = new AppDeclarations(app.Concat(platform));
        var operations = HttpOperations.Of(app, routePrefix, declarations);
        var unknown = operations.SelectMany(o => o.Declared.Errors.Where(code => declarations.Error(code) is null).Select(code => $"{o.Id} names the error '{code}', which is declared nowhere")).ToList();
        if (unknown.Count > 0) throw new DeclarationException("The API", unknown);

        document.Tags = operations.Select(o => o.Tag).Distinct().Order(StringComparer.Ordinal).Select(tag => Tag(tag, declarations.Of(tag))).ToHashSet();
        var schemas = new Schemas(document, declarations);
        var requests = new RequestDescription(schemas);
        var answers = new AnswerDescription(document, schemas, new Refusals(document, declarations));
        foreach (var operation in operations)
            Path(document, operation.Route.Path).AddOperation(operation.Method, Described(document, operation, requests, answers));
        return document;
    }

    public static string ToJson(OpenApiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return text.ToString();
    }

    private static OpenApiOperation Described(OpenApiDocument document, HttpOperation operation, RequestDescription requests, AnswerDescription answers) => new()
    {
        OperationId = operation.Id,
        Summary = operation.Declared.Summary,
        Description = Access.Described(operation),
        Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, document) },
        Parameters = requests.Parameters(operation),
        RequestBody = requests.Body(operation),
        Responses = answers.Of(operation),
        Security = operation.AllowAnyone is null ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }] : [],
    };

    private static OpenApiPathItem Path(OpenApiDocument document, string path)
    {
        if (document.Paths.TryGetValue(path, out var existing)) return (OpenApiPathItem)existing;
        var item = new OpenApiPathItem();
        document.Paths.Add(path, item);
        return item;
    }

    private static OpenApiTag Tag(string folder, Domain? domain)
    {
        var tag = new OpenApiTag { Name = folder };
        if (domain is null) return tag;
        tag.Description = $"Owned by {domain.Owner}. {Erased(domain.Erasure)}";
        tag.Extensions = new Dictionary<string, IOpenApiExtension> { ["x-owner"] = new JsonNodeExtension(domain.Owner) };
        return tag;
    }

    private static string Erased(Erasure erasure) => erasure.Kind switch
    {
        ErasureKind.Delete => "Erasing the person deletes these records.",
        ErasureKind.Anonymise => $"Erasing the person leaves these records without a trace of whom they were about: {erasure.Reason}.",
        ErasureKind.Retain => $"Erasing the person leaves these records, restricted: {erasure.Reason}.",
        ErasureKind.NotPersonal => "Holds no personal data.",
        _ => throw new ArgumentOutOfRangeException(nameof(erasure)),
    };
}
