using System.Reflection;

namespace Serverless.Architecture.Surface;

/// <summary>Prints what code outside an assembly can use of a type, in the form of the listings under <c>Api/</c>.</summary>
internal static class SurfaceReader
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static bool IsVisible(Type type) => !type.Name.Contains('<') && (type.IsNested
        ? (type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)
        : type.IsPublic);

    public static IEnumerable<string> Lines(Type type) =>
        Members(type).Select(member => $"{TypeNames.Declared(type)} | {member.Kind} | {member.Signature}");

    private static IEnumerable<(string Kind, string Signature)> Members(Type type)
    {
        var access = type.IsNestedFamily || type.IsNestedFamORAssem ? "protected" : "public";
        var constraints = Signatures.Constraints(type.GetGenericArguments(), type);
        if (type.BaseType == typeof(MulticastDelegate))
        {
            var invoke = type.GetMethod("Invoke")!;
            yield return ("type", $"{access} delegate {Signatures.Return(invoke)} {TypeNames.Declared(type)}({Signatures.Parameters(invoke)}){constraints}{type.Marks()}");
            yield break;
        }

        var kind = type.IsEnum ? "enum : " + TypeNames.Used(type.GetEnumUnderlyingType()) : Kind(type) + constraints;
        yield return ("type", $"{access} {kind}{type.Marks()}");
        foreach (var attribute in Attributes.Listed(type))
            yield return ("attribute", attribute);
        foreach (var member in type.IsEnum ? Values(type) : Parts(type))
            yield return member;
    }

    private static IEnumerable<(string Kind, string Signature)> Values(Type type) =>
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        select ("value", $"{field.Name} = {Literals.Of(field.GetRawConstantValue())}{field.Marks()}");

    private static IEnumerable<(string Kind, string Signature)> Parts(Type type) =>
        Bases(type)
            .Concat(type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && Signatures.IsVisible(constructor)).Select(constructor =>
                ("ctor", $"{Signatures.Access(constructor)} ({Signatures.Parameters(constructor)}){constructor.Marks()}")))
            .Concat(type.GetFields(Declared).Where(IsOffered).Select(field => ("field", Field(field))))
            .Concat(type.GetProperties(Declared).Where(IsOffered).Select(property => ("property", Property(property))))
            .Concat(type.GetEvents(Declared).Where(IsOffered).Select(offered => ("event", Event(offered))))
            .Concat(type.GetMethods(Declared).Where(IsOffered).Select(method => ("method", Method(method))));

    private static IEnumerable<(string Kind, string Signature)> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
            yield return ("base", TypeNames.Used(parent));
        var inherited = (type.BaseType?.GetInterfaces() ?? []).Select(offered => TypeNames.Used(offered)).ToList();
        foreach (var added in type.GetInterfaces())
        {
            if (IsVisible(added.IsGenericType ? added.GetGenericTypeDefinition() : added) && !inherited.Contains(TypeNames.Used(added)))
                yield return ("interface", TypeNames.Used(added));
        }
        if (type.IsSubclassOf(typeof(Attribute)))
            yield return ("usage", Attributes.Usage(type));
    }

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        if (type.IsValueType)
        {
            return (type.CustomAttributes.Has("System.Runtime.CompilerServices.IsReadOnlyAttribute") ? "readonly " : "")
                + (type.IsByRefLike ? "ref " : "")
                + (type.GetMethod("PrintMembers", Declared) is null ? "struct" : "record struct");
        }
        var modifier = (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static ",
            (true, false) => "abstract ",
            (false, true) => "sealed ",
            _ => "",
        };
        return modifier + (type.GetMethod("<Clone>$", Declared) is null ? "class" : "record class");
    }

    private static bool IsOffered(FieldInfo field) => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.Name.Contains('<');

    private static bool IsOffered(PropertyInfo property) => Widest(property) is not null && property.Name.IndexOfAny(['.', '<']) < 0;

    private static bool IsOffered(EventInfo offered) => Signatures.IsVisible(offered.GetAddMethod(nonPublic: true)) && !offered.Name.Contains('.');

    private static bool IsOffered(MethodInfo method)
    {
        var isAccessor = method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);
        var isFinalizer = method is { Name: "Finalize", IsVirtual: true } && method.GetParameters().Length == 0;
        return Signatures.IsVisible(method) && !isAccessor && !isFinalizer && method.Name.IndexOfAny(['.', '<']) < 0;
    }

    private static string Field(FieldInfo field)
    {
        var modifier = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        var value = field.IsLiteral ? " = " + Literals.Of(field.GetRawConstantValue()) : "";
        var type = TypeNames.Used(field.FieldType, Nullability.Of(field));
        return $"{(field.IsPublic ? "public" : "protected")} {modifier}{Signatures.Required(field)}{type} {field.Name}{value}{field.Marks()}";
    }

    private static MethodInfo? Widest(PropertyInfo property)
    {
        var get = property.GetGetMethod(nonPublic: true) is { } getter && Signatures.IsVisible(getter) ? getter : null;
        var set = property.GetSetMethod(nonPublic: true) is { } setter && Signatures.IsVisible(setter) ? setter : null;
        return get is null || (!get.IsPublic && set is { IsPublic: true }) ? set : get;
    }

    private static string Property(PropertyInfo property)
    {
        var main = Widest(property)!;
        var get = property.GetGetMethod(nonPublic: true);
        var set = property.GetSetMethod(nonPublic: true);
        var setter = set?.ReturnParameter.GetRequiredCustomModifiers().Any(type => type.Name == "IsExternalInit") == true ? "init" : "set";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{Signatures.Parameters(main.GetParameters()[..index.Length])}]";
        var type = TypeNames.Used(property.PropertyType, Nullability.Of(property));
        return $"{Signatures.Access(main)} {Signatures.Modifiers(main)}{Signatures.Required(property)}{(get is null ? type : Signatures.ReadOnly(get, type))} "
            + $"{name} {{ {Accessor(get, main, "get")}{Accessor(set, main, setter)}}}{property.Marks()}";
    }

    private static string Accessor(MethodInfo? accessor, MethodInfo main, string word) =>
        !Signatures.IsVisible(accessor) ? ""
        : Signatures.Access(accessor!) == Signatures.Access(main) ? word + "; "
        : $"{Signatures.Access(accessor!)} {word}; ";

    private static string Event(EventInfo offered)
    {
        var add = offered.GetAddMethod(nonPublic: true)!;
        return $"{Signatures.Access(add)} {Signatures.Modifiers(add)}{TypeNames.Used(offered.EventHandlerType!, Nullability.Of(offered))} {offered.Name}{offered.Marks()}";
    }

    private static string Method(MethodInfo method)
    {
        var arguments = method.GetGenericArguments();
        var generics = arguments.Length == 0 ? "" : $"<{string.Join(", ", arguments.Select(argument => argument.Name))}>";
        return $"{Signatures.Access(method)} {Signatures.Modifiers(method)}{Signatures.Return(method)} {method.Name}{generics}"
            + $"({Signatures.Parameters(method)}){Signatures.Constraints(arguments, method)}{method.Marks()}";
    }
}
