using System.Reflection;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>The named schemas of a document: each type once in each of its uses.</summary>
internal sealed class Schemas
{
    private readonly OpenApiDocument _document;
    private readonly AppDeclarations _app;
    private readonly FieldSchemas _fields;
    private readonly PlainSchemas _plain;
    private readonly Dictionary<string, Type> _named = [];

    public Schemas(OpenApiDocument document, AppDeclarations app)
    {
        (_document, _app) = (document, app);
        _fields = new FieldSchemas(this);
        _plain = new PlainSchemas(this);
    }

    /// <summary>What a request brings; what is not declared is refused.</summary>
    public IOpenApiSchema Body(Type type, bool isMergePatch)
    {
        if (!IsDeclared(type)) return Plain(type);
        return isMergePatch
            ? Named(type.Name + "Patch", type, () => _fields.Patch(RecordSchema.Of(type)))
            : Named(_app.IsRecord(type) ? type.Name + "Body" : type.Name, type, () => _fields.Body(RecordSchema.Of(type)));
    }

    public IOpenApiSchema Answer(Type type)
    {
        if (!IsDeclared(type)) return Plain(type);
        return _app.IsRecord(type)
            ? Named(type.Name, type, () => _fields.View(RecordSchema.Of(type), _app.IsArchived(type)))
            : Named(type.Name, type, () => _fields.Answer(RecordSchema.Of(type)));
    }

    /// <summary>A document of a read model, and how current it is.</summary>
    public IOpenApiSchema ReadModel(Type type) =>
        IsDeclared(type) ? Named(type.Name, type, () => _fields.ReadModelView(RecordSchema.Of(type))) : Plain(type);

    /// <summary>A part of an answer, and how the next part is asked for.</summary>
    public IOpenApiSchema Page(Type type) => Named(type.Name + "Page", type, () => PageOf(type));

    /// <summary>A part of what was found in a read model, and how current it is.</summary>
    public IOpenApiSchema ReadModelPage(Type type) => Named(type.Name + "Page", type, () =>
    {
        var page = PageOf(type);
        foreach (var (name, schema) in FieldSchemas.OfPage())
        {
            page.Properties!.Add(name, schema);
            page.Required!.Add(name);
        }

        return page;
    });

    public IOpenApiSchema Plain(Type type) => _plain.Of(type);

    public IOpenApiSchema Value(ValueSchema value) => _fields.Value(value, isAnswer: false);

    /// <exception cref="DeclarationException">Two types would be described under one name.</exception>
    public IOpenApiSchema Named(string name, Type type, Func<OpenApiSchema> describe)
    {
        if (_named.TryAdd(name, type)) _document.AddComponent(name, describe());
        else if (_named[name] != type) throw new DeclarationException("The API", [$"'{name}' names both {_named[name].FullName} and {type.FullName}"]);
        return new OpenApiSchemaReference(name, _document);
    }

    private OpenApiSchema PageOf(Type type) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["items"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Answer(type) },
            ["continuation"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "Asks for the next page; null on the last one." },
        },
        Required = new HashSet<string> { "items", "continuation" },
    };

    private static bool IsDeclared(Type type) =>
        type.IsDefined(typeof(FieldsOfAttribute), inherit: true) || type.GetProperties().Any(property => property.IsDefined(typeof(FieldAttribute)));
}
