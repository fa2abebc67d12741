using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Serverless.Kernel.Results;

namespace Serverless.Kernel.Declarations;

/// <summary>The declared fields of a record or event type: what a document of it may hold, and nothing besides.</summary>
public sealed class RecordSchema
{
    private static readonly ConcurrentDictionary<Type, RecordSchema> Compiled = new();
    private readonly ConcurrentDictionary<string, RecordSchema> _inForce = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FieldSchema> _byName;

    internal RecordSchema(Type type, IReadOnlyList<FieldSchema> fields, IReadOnlyList<FieldSchema>? leftOut = null)
    {
        Type = type;
        Fields = fields;
        LeftOut = leftOut ?? [];
        _byName = fields.ToDictionary(f => f.Name);
        HasPersonal = fields.Any(f => f.IsPersonal || Nested(f.Value) is { HasPersonal: true });
        HasFeatures = fields.Any(f => f.Feature is not null);
    }

    public Type Type { get; }

    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>Fields that are missing here, because the features that they belong to are off.</summary>
    public IReadOnlyList<FieldSchema> LeftOut { get; }

    /// <summary>Some field, at any depth, is personal.</summary>
    public bool HasPersonal { get; }

    /// <summary>Some field belongs to a feature.</summary>
    public bool HasFeatures { get; }

    /// <exception cref="DeclarationException">The type is not fully declared; the message names every property at fault.</exception>
    public static RecordSchema Of<T>() => Of(typeof(T));

    /// <inheritdoc cref="Of{T}"/>
    public static RecordSchema Of(Type type) => Compiled.GetOrAdd(type, SchemaCompiler.Compile);

    public FieldSchema? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Without the fields of the features that are off; itself where there are none.</summary>
    /// <param name="features">The names of those that are on.</param>
    public RecordSchema InForce(IReadOnlySet<string> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (!HasFeatures) return this;
        var off = Fields.Where(field => field.Feature is { } feature && !features.Contains(feature)).ToList();
        return off.Count == 0
            ? this
            : _inForce.GetOrAdd(string.Join(' ', off.Select(field => field.Name)), _ => new RecordSchema(Type, [.. Fields.Except(off)], [.. LeftOut, .. off]));
    }

    /// <summary>The document names a field that belongs to a feature.</summary>
    public bool NamesFeatures(JsonObject document) => HasFeatures && Fields.Any(field => field.Feature is not null && document.ContainsKey(field.Name));

    /// <summary>The document without what is left out here; itself where it has nothing of that.</summary>
    public JsonObject Narrow(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (!LeftOut.Any(field => document.ContainsKey(field.Name))) return document;
        var narrow = document.DeepClone().AsObject();
        foreach (var field in LeftOut) narrow.Remove(field.Name);
        return narrow;
    }

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
