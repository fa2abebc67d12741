using System.Reflection;

namespace Serverless.Architecture.Surface;

/// <summary>The parts of a member's signature.</summary>
internal static class Signatures
{
    private const string Compiler = "System.Runtime.CompilerServices.";

    public static bool IsVisible(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    public static string Access(MethodBase method) => method.IsPublic ? "public" : "protected";

    public static string Modifiers(MethodInfo method)
    {
        var overrides = method.IsVirtual && !method.Attributes.HasFlag(MethodAttributes.NewSlot) && !method.DeclaringType!.IsInterface;
        var kind = (method.IsAbstract, method.IsVirtual, overrides, method.IsFinal) switch
        {
            (true, _, true, _) => "abstract override ",
            (true, _, false, _) => "abstract ",
            (_, true, true, true) => "sealed override ",
            (_, true, true, false) => "override ",
            (_, true, false, false) => "virtual ",
            _ => "",
        };
        return (method.IsStatic ? "static " : "") + kind;
    }

    public static string Required(MemberInfo member) => member.CustomAttributes.Has(Compiler + "RequiredMemberAttribute") ? "required " : "";

    public static string Return(MethodInfo method) => ReadOnly(method, TypeNames.Used(method.ReturnType, Nullability.Of(method.ReturnParameter)));

    public static string ReadOnly(MethodInfo method, string type) =>
        method.ReturnType.IsByRef && method.ReturnParameter.CustomAttributes.Has(Compiler + "IsReadOnlyAttribute")
            ? "ref readonly" + type["ref".Length..]
            : type;

    public static string Parameters(MethodBase method) =>
        (method.CustomAttributes.Has(Compiler + "ExtensionAttribute") ? "this " : "") + Parameters(method.GetParameters());

    public static string Parameters(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Parameter));

    public static string Constraints(Type[] parameters, MemberInfo owner)
    {
        var inherited = owner is Type { DeclaringType: { } outer } ? outer.GetGenericArguments().Select(type => type.Name).ToArray() : [];
        return string.Concat(
            from parameter in parameters
            where !inherited.Contains(parameter.Name)
            let constraints = Constraints(parameter, owner).ToList()
            where constraints.Count > 0
            select $" where {parameter.Name} : {string.Join(", ", constraints)}");
    }

    private static IEnumerable<string> Constraints(Type parameter, MemberInfo owner)
    {
        var attributes = parameter.GenericParameterAttributes;
        var isValue = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var isReference = attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        var flag = Nullability.OfConstraint(parameter, owner);
        var types = parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).ToList();

        if (isValue)
            yield return parameter.CustomAttributes.Has(Compiler + "IsUnmanagedAttribute") ? "unmanaged" : "struct";
        else if (isReference)
            yield return flag == 2 ? "class?" : "class";
        foreach (var type in types.Select(type => TypeNames.Used(type)).Order(StringComparer.Ordinal))
            yield return type;
        if (!isValue && !isReference && types.Count == 0 && flag == 1)
            yield return "notnull";
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isValue)
            yield return "new()";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var attributes = parameter.CustomAttributes.ToList();
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        var passing = !parameter.ParameterType.IsByRef ? ""
            : parameter.IsOut ? "out "
            : attributes.Has(Compiler + "IsReadOnlyAttribute") ? "in "
            : attributes.Has(Compiler + "RequiresLocationAttribute") ? "ref readonly "
            : "ref ";
        var many = attributes.Has("System.ParamArrayAttribute") || attributes.Has(Compiler + "ParamCollectionAttribute") ? "params " : "";
        return $"{passing}{many}{TypeNames.Used(type, Nullability.Of(parameter))} {parameter.Name}{Default(parameter, type)}";
    }

    private static string Default(ParameterInfo parameter, Type type)
    {
        if (!parameter.IsOptional)
            return "";
        var value = parameter.HasDefaultValue ? parameter.RawDefaultValue : null;
        var inner = Nullable.GetUnderlyingType(type);
        if (value is null or DBNull or Missing)
            return type.IsGenericParameter || (type.IsValueType && inner is null) ? " = default" : " = null";
        var constant = inner ?? type;
        if (!constant.IsEnum)
            return " = " + Literals.Of(value);
        var name = Enum.GetName(constant, value);
        return " = " + (name is null ? $"({TypeNames.Used(constant)}){Literals.Of(value)}" : $"{TypeNames.Used(constant)}.{name}");
    }
}
