using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Http.OpenApi;

/// <summary>Types that are no documents: records of scalars, lists, and records of those. Anything else is refused.</summary>
internal sealed class PlainSchemas(Schemas schemas)
{
    private readonly NullabilityInfoContext _nullability = new();

    /// <exception cref="DeclarationException">The type, or one within it, has no shape of its own.</exception>
    public IOpenApiSchema Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return ValueSchemas.OrNull(Of(underlying));
        if (ValueSchema.ScalarOf(type) is { } kind) return ValueSchemas.Scalar(kind);
        if (type == typeof(double)) return new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double" };
        if (type.IsEnum) return ValueSchemas.Names(Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName));
        if (typeof(JsonNode).IsAssignableFrom(type)) return new OpenApiSchema { Description = "Any JSON." };
        if (Arguments(type, typeof(IReadOnlyDictionary<,>)) is [var key, var value] && (key == typeof(string) || key.IsEnum))
            return new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(value) };
        if (Arguments(type, typeof(IEnumerable<>)) is [var item])
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(item) };
        return type is { IsPrimitive: false, IsAbstract: false, IsGenericType: false } && type.Assembly != typeof(string).Assembly
            ? schemas.Named(type.Name, type, () => Object(type))
            : throw new DeclarationException("The API", [$"{type.Name} has no shape that can be described"]);
    }

    private OpenApiSchema Object(Type type)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(JsonIgnoreAttribute)))
            .OrderBy(property => property.MetadataToken)
            .ToList();
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = properties.ToDictionary(Name, Property),
            Required = properties.Where(property => !IsNullable(property)).Select(Name).ToHashSet(),
        };
    }

    private IOpenApiSchema Property(PropertyInfo property)
    {
        var schema = Of(property.PropertyType);
        if (IsNullable(property) && !property.PropertyType.IsValueType) schema = ValueSchemas.OrNull(schema);
        if (property.GetCustomAttribute<DescriptionAttribute>() is not { } meaning) return schema;
        var described = schema as OpenApiSchema ?? new OpenApiSchema { AllOf = [schema] };
        described.Description = meaning.Description;
        return described;
    }

    private bool IsNullable(PropertyInfo property) => _nullability.Create(property).ReadState == NullabilityState.Nullable;

    private static string Name(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static Type[]? Arguments(Type type, Type generic) =>
        type.GetInterfaces().Append(type).FirstOrDefault(t => t.IsGenericType && t.GetGenericTypeDefinition() == generic)?.GetGenericArguments();
}
