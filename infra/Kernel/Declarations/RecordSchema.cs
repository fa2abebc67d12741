using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Serverless.Kernel.Results;

namespace Serverless.Kernel.Declarations;

/// <summary>The declared fields of a record or event type: what a document of it may hold, and nothing besides.</summary>
public sealed class RecordSchema
{
    private static readonly ConcurrentDictionary<Type, RecordSchema> Compiled = new();
    private readonly Dictionary<string, FieldSchema> _byName;

    internal RecordSchema(Type type, IReadOnlyList<FieldSchema> fields)
    {
        Type = type;
        Fields = fields;
        _byName = fields.ToDictionary(f => f.Name);
        HasPersonal = fields.Any(f => f.IsPersonal || Nested(f.Value) is { HasPersonal: true });
    }

    public Type Type { get; }

    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>Some field, at any depth, is personal.</summary>
    public bool HasPersonal { get; }

    /// <exception cref="DeclarationException">The type is not fully declared; the message names every property at fault.</exception>
    public static RecordSchema Of<T>() => Of(typeof(T));

    /// <inheritdoc cref="Of{T}"/>
    public static RecordSchema Of(Type type) => Compiled.GetOrAdd(type, SchemaCompiler.Compile);

    public FieldSchema? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Everything that keeps a document from being one of this type.</summary>
    public IReadOnlyList<Violation> Check(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var check = new SchemaCheck();
        check.Record(this, document, pointer: "");
        return check.Violations;
    }

    internal static RecordSchema? Nested(ValueSchema value) => value.Record ?? (value.Element is { } element ? Nested(element) : null);
}
