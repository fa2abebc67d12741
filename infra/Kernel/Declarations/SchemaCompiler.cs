using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Serverless.Kernel.Declarations;

/// <summary>Reads a schema from a type's properties, once.</summary>
internal sealed class SchemaCompiler
{
    private readonly NullabilityInfoContext _nullability = new();
    private readonly List<string> _problems = [];
    private readonly Stack<Type> _within = [];

    public static RecordSchema Compile(Type type)
    {
        var compiler = new SchemaCompiler();
        var schema = compiler.Record(type);
        return compiler._problems.Count == 0 ? schema : throw new DeclarationException(type.Name, compiler._problems);
    }

    private RecordSchema Record(Type type)
    {
        _within.Push(type);
        var fields = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { } get && property.GetIndexParameters().Length == 0 && property.CanWrite && get.IsPublic)
            .OrderBy(property => Depth(property.DeclaringType))
            .ThenBy(property => property.MetadataToken)
            .Select(property => Field(type, property))
            .OfType<FieldSchema>()
            .ToList();
        _within.Pop();
        return new RecordSchema(type, fields);
    }

    private FieldSchema? Field(Type owner, PropertyInfo property)
    {
        var name = $"{owner.Name}.{property.Name}";
        if (Declaration(owner, property, name) is not { } field) return null;
        if (string.IsNullOrWhiteSpace(field.Meaning)) return Refuse(name, "has no meaning");
        if (field.Purpose == Purpose.None) return Refuse(name, "has no purpose");

        var underlying = Nullable.GetUnderlyingType(property.PropertyType);
        var isNullable = underlying is not null || _nullability.Create(property).ReadState == NullabilityState.Nullable;
        if (Value(name, underlying ?? property.PropertyType, field) is not { } value) return null;

        // A field whose key is destroyed opens as nothing, so its type must have room for nothing.
        var hasRoomForNothing = isNullable || value.Kind is ValueKind.Text or ValueKind.List;
        if (field.Personal != Personal.None && !hasRoomForNothing) return Refuse(name, "is personal and so must be nullable");
        if (field.IsOfSubject && (value.Element ?? value).Kind != ValueKind.Uuid) return Refuse(name, "names another record, and is no UUID");
        // The record is what is looked up, not what speaks of it.
        var isOwn = property.IsDefined(typeof(FieldAttribute));
        var (isBlind, isPrefix) = (isOwn && field.IsBlindIndexed, isOwn && field.IsPrefixIndexed);
        if ((isBlind || isPrefix) && (field.Personal == Personal.None || value.Kind != ValueKind.Text || _within.Count > 1))
            return Refuse(name, "has a blind index, which only a personal text of the record itself can have");
        if (field.Feature is not null && Fixed(owner, property, isNullable, isOwn, isBlind || isPrefix) is { } reason) return Refuse(name, $"belongs to a feature, {reason}");
        return new FieldSchema(JsonNamingPolicy.CamelCase.ConvertName(property.Name), value)
        {
            Meaning = field.Meaning,
            Purpose = field.Purpose,
            Personal = field.Personal,
            IsRequired = !isNullable,
            IsBlindIndexed = isBlind,
            IsPrefixIndexed = isPrefix,
            IsOfSubject = field.IsOfSubject,
            Feature = field.Feature,
        };
    }

    /// <summary>Why a field cannot come and go with a feature; null where it can.</summary>
    private string? Fixed(Type owner, PropertyInfo property, bool isNullable, bool isOwn, bool isIndexed)
    {
        if (_within.Count > 1 || (isOwn && owner.IsDefined(typeof(FieldsOfAttribute)))) return "which only a field of the record itself can";
        if (!isNullable || property.IsDefined(typeof(RequiredMemberAttribute))) return "and so must be nullable and not required";
        return isIndexed ? "and so cannot be looked up" : null;
    }

    /// <summary>The property's own [Field], or that of the record which the type speaks of; never both, for then they could differ.</summary>
    private FieldAttribute? Declaration(Type owner, PropertyInfo property, string name)
    {
        var own = property.GetCustomAttribute<FieldAttribute>();
        var record = owner.GetCustomAttribute<FieldsOfAttribute>()?.Record;
        if (record?.GetProperty(property.Name) is not { } source || source.GetCustomAttribute<FieldAttribute>() is not { } field)
            return own ?? Refuse<FieldAttribute>(name, record is null ? "has no [Field]" : $"has no [Field], and {record.Name} has none of that name");
        if (own is not null) return Refuse<FieldAttribute>(name, $"is declared a second time: {record.Name} declares it");
        return Plain(source.PropertyType) == Plain(property.PropertyType)
            ? field
            : Refuse<FieldAttribute>(name, $"has another type than in {record.Name}");
    }

    private ValueSchema? Value(string name, Type type, FieldAttribute field)
    {
        if (ValueSchema.ScalarOf(type) is { } kind)
        {
            if (kind == ValueKind.Text && field.MaxLength <= 0) return Refuse<ValueSchema>(name, "is a text without MaxLength");
            return new ValueSchema(kind) { MaxLength = field.MaxLength };
        }

        if (type.IsEnum)
            return new ValueSchema(ValueKind.Enumeration) { Names = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)] };
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)) return List(name, type, field);
        if (_within.Contains(type)) return Refuse<ValueSchema>(name, "contains its own type, and so has no largest size");
        return type is { IsClass: true, IsAbstract: false, IsGenericType: false } && type.Assembly != typeof(string).Assembly
            ? new ValueSchema(ValueKind.Record) { Record = Record(type) }
            : Refuse<ValueSchema>(name, $"has the type {type.Name}, which no document holds");
    }

    private ValueSchema? List(string name, Type type, FieldAttribute field)
    {
        if (field.MaxItems <= 0) return Refuse<ValueSchema>(name, "is a list without MaxItems");
        return Value(name, type.GetGenericArguments()[0], field) is { } element
            ? new ValueSchema(ValueKind.List) { MaxItems = field.MaxItems, Element = element }
            : null;
    }

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static int Depth(Type? type) => type is null ? 0 : 1 + Depth(type.BaseType);

    private FieldSchema? Refuse(string name, string problem) => Refuse<FieldSchema>(name, problem);

    private T? Refuse<T>(string name, string problem)
        where T : class
    {
        _problems.Add($"{name} {problem}");
        return null;
    }
}
