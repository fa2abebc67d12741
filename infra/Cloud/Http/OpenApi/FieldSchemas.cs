using System.Text.Json;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Declared fields as JSON schemas: what they mean, why they are kept, whom they concern, how large they may be.</summary>
internal sealed class FieldSchemas(Schemas schemas)
{
    public OpenApiSchema Body(RecordSchema record) => Closed(Object(record, field => Value(field.Value, isAnswer: false), field => field.IsRequired));

    /// <summary>RFC 7396: absent is unchanged, and null takes away what may be absent.</summary>
    public OpenApiSchema Patch(RecordSchema record) => Closed(Object(
        record,
        field => field.IsRequired ? Value(field.Value, isAnswer: false) : ValueSchemas.OrNull(Value(field.Value, isAnswer: false)),
        _ => false));

    /// <summary>Personal fields are left out for callers who may not see them, and once their key is destroyed.</summary>
    public OpenApiSchema Answer(RecordSchema record) => Object(record, field => Value(field.Value, isAnswer: true), field => field is { IsRequired: true, IsPersonal: false });

    /// <summary>What the store knows of a record, and its fields.</summary>
    /// <param name="isArchived">Such records are archived once their time in reach is over.</param>
    public OpenApiSchema View(RecordSchema record, bool isArchived)
    {
        var fields = Answer(record);
        var store = new Dictionary<string, IOpenApiSchema>
        {
            ["id"] = Described(ValueSchemas.Scalar(ValueKind.Uuid), "Never changes, and is never used again."),
            ["version"] = Described(ValueSchemas.Scalar(ValueKind.Long), "Counts the commands that changed the record; the ETag, quoted."),
            ["createdAt"] = Described(ValueSchemas.Scalar(ValueKind.Time), "When the record came to be."),
            ["changedAt"] = Described(ValueSchemas.Scalar(ValueKind.Time), "When the record last changed."),
        };
        var view = Around(record, fields, store, []);
        if (isArchived) view.Properties!.Add("archivedAt", Described(ValueSchemas.Scalar(ValueKind.Time), "Since when the record is in an archive, where it can be read and not changed. Missing else."));
        return view;
    }

    /// <summary>What an answer from a read model says of itself, and the document's fields.</summary>
    public OpenApiSchema ReadModelView(RecordSchema record) => Around(record, Answer(record), [], new Dictionary<string, IOpenApiSchema>
    {
        ["asOf"] = AsOf(JsonSchemaType.String),
        ["lag"] = Lag(JsonSchemaType.String),
        ["source"] = Described(ValueSchemas.Names(["projection", "authority"]), "Whether the document was kept, or computed from authority for this answer."),
        ["projection"] = Build(),
    });

    /// <summary>What a page from a read model says of itself beside its items. How current it is may not be known.</summary>
    public static IReadOnlyDictionary<string, IOpenApiSchema> OfPage() => new Dictionary<string, IOpenApiSchema>
    {
        ["asOf"] = AsOf(JsonSchemaType.String | JsonSchemaType.Null),
        ["lag"] = Lag(JsonSchemaType.String | JsonSchemaType.Null),
        ["projection"] = Build(),
    };

    private static OpenApiSchema AsOf(JsonSchemaType type) => Typed(ValueKind.Time, type, "Everything that was written until then is contained, but for dead letters.");

    private static OpenApiSchema Lag(JsonSchemaType type) => Typed(ValueKind.Text, type, "How long ago that was (ISO 8601 duration).");

    private static OpenApiSchema Typed(ValueKind kind, JsonSchemaType type, string meaning)
    {
        var schema = ValueSchemas.Scalar(kind);
        schema.Type = type;
        return Described(schema, meaning);
    }

    private static OpenApiSchema Build() => Described(
        new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["name"] = ValueSchemas.Scalar(ValueKind.Text), ["version"] = ValueSchemas.Scalar(ValueKind.Integer) },
            Required = new HashSet<string> { "name", "version" },
        },
        "The read model, and the number of its build that answered.");

    /// <summary>A document's fields, what stands before and after them, and what is left out of them.</summary>
    private static OpenApiSchema Around(RecordSchema record, OpenApiSchema fields, Dictionary<string, IOpenApiSchema> before, Dictionary<string, IOpenApiSchema> after)
    {
        var missing = new Dictionary<string, IOpenApiSchema>
        {
            ["masked"] = Pointers("Fields that are left out because the caller may not see them, by JSON pointer."),
            ["erased"] = Pointers("Fields that are left out because nobody can read them any more, by JSON pointer."),
            ["restricted"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Boolean,
                Description = "True while the subject's data is restricted (GDPR Art. 18): what is personal is shown to the subject and the data-protection officer only. Missing else.",
            },
        };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = before.Concat(fields.Properties!).Concat(record.HasPersonal ? missing : []).Concat(after).ToDictionary(),
            Required = before.Keys.Concat(fields.Required ?? new HashSet<string>()).Concat(after.Keys).ToHashSet(),
        };
    }

    private static OpenApiSchema Object(RecordSchema record, Func<FieldSchema, IOpenApiSchema> value, Func<FieldSchema, bool> isRequired) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = record.Fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => Declared(field, value(field))),
        Required = record.Fields.Where(isRequired).Select(field => field.Name).ToHashSet(),
    };

    public IOpenApiSchema Value(ValueSchema value, bool isAnswer)
    {
        switch (value.Kind)
        {
            case ValueKind.Record:
                var record = value.Record!;
                return isAnswer && record.HasPersonal
                    ? schemas.Named(record.Type.Name + "View", record.Type, () => Answer(record))
                    : schemas.Named(record.Type.Name, record.Type, () => Body(record));
            case ValueKind.List:
                return new OpenApiSchema { Type = JsonSchemaType.Array, MaxItems = value.MaxItems, Items = Value(value.Element!, isAnswer) };
            case ValueKind.Enumeration:
                return ValueSchemas.Names(value.Names);
            default:
                var scalar = ValueSchemas.Scalar(value.Kind);
                if (value.Kind == ValueKind.Text) scalar.MaxLength = value.MaxLength;
                return scalar;
        }
    }

    private static OpenApiSchema Declared(FieldSchema field, IOpenApiSchema value)
    {
        // What is said of the field must not be said of the type that it refers to.
        var schema = value as OpenApiSchema ?? new OpenApiSchema { AllOf = [value] };
        schema.Description = field.Feature is { } feature ? $"{field.Meaning}. Only while the feature `{feature}` is on for the caller's tenant." : field.Meaning;
        schema.Extensions = new Dictionary<string, IOpenApiExtension> { ["x-purpose"] = Named(field.Purpose) };
        if (field.IsPersonal) schema.Extensions["x-personal"] = Named(field.Personal);
        if (field.Feature is not null) schema.Extensions["x-feature"] = new JsonNodeExtension(field.Feature);
        return schema;
    }

    private static JsonNodeExtension Named<TEnum>(TEnum value)
        where TEnum : struct, Enum => new(JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static OpenApiSchema Pointers(string meaning) =>
        Described(new OpenApiSchema { Type = JsonSchemaType.Array, Items = ValueSchemas.Scalar(ValueKind.Text) }, meaning);

    private static OpenApiSchema Closed(OpenApiSchema schema)
    {
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }

    private static OpenApiSchema Described(OpenApiSchema schema, string meaning)
    {
        schema.Description = meaning;
        schema.ReadOnly = true;
        return schema;
    }
}
