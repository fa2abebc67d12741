using System.Reflection;

namespace Serverless.Architecture.Surface;

/// <summary>Types as the listings write them: in full, the built-in ones by their keyword.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(char)] = "char",
        [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint",
        [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(nint)] = "nint", [typeof(nuint)] = "nuint",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(decimal)] = "decimal",
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(void)] = "void",
    };

    /// <summary>As it is declared, with the variance of its parameters.</summary>
    public static string Declared(Type type)
    {
        var outer = type.DeclaringType is { } declaring ? Declared(declaring) + "." : Namespace(type);
        var own = type.GetGenericArguments()[(type.DeclaringType?.GetGenericArguments().Length ?? 0)..];
        return outer + Simple(type) + Arguments([.. own.Select(Parameter)]);
    }

    /// <summary>As it is used; without annotations, for base types, interfaces and constraints.</summary>
    public static string Used(Type type, Nullability? nullability = null)
    {
        if (type.IsByRef)
            return "ref " + Used(type.GetElementType()!, nullability);
        if (type.IsPointer)
            return Used(type.GetElementType()!, nullability) + "*";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Used(inner, nullability) + "?";

        // The annotation of a type comes before those of its parts; a plain value type has none.
        var mayBeNull = (!type.IsValueType || type.IsGenericType) && nullability?.Take() == true;
        var mark = mayBeNull && !type.IsValueType ? "?" : "";
        if (type.IsArray)
            return $"{Used(type.GetElementType()!, nullability)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (type.IsGenericParameter)
            return type.Name + mark;
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword + mark;
        return Named(type, [.. type.GetGenericArguments().Select(argument => Used(argument, nullability))]) + mark;
    }

    private static string Named(Type type, string[] arguments)
    {
        var outer = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var prefix = type.DeclaringType is { } declaring ? Named(declaring, arguments[..outer]) + "." : Namespace(type);
        return prefix + Simple(type) + Arguments(arguments[outer..]);
    }

    private static string Namespace(Type type) => string.IsNullOrEmpty(type.Namespace) ? "" : type.Namespace + ".";

    private static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Arguments(string[] arguments) => arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments)}>";

    private static string Parameter(Type parameter) =>
        (parameter.GenericParameterAttributes & GenericParameterAttributes.VarianceMask) switch
        {
            GenericParameterAttributes.Covariant => "out " + parameter.Name,
            GenericParameterAttributes.Contravariant => "in " + parameter.Name,
            _ => parameter.Name,
        };
}
