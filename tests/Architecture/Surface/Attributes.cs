using System.Reflection;

namespace Serverless.Architecture.Surface;

internal static class Attributes
{
    public static CustomAttributeData? Named(this IEnumerable<CustomAttributeData> attributes, string fullName) =>
        attributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == fullName);

    public static bool Has(this IEnumerable<CustomAttributeData> attributes, string fullName) => attributes.Named(fullName) is not null;

    public static string Marks(this MemberInfo member) =>
        (IsObsolete(member) ? " [obsolete]" : "")
        + (member.CustomAttributes.Has("System.Diagnostics.CodeAnalysis.ExperimentalAttribute") ? " [experimental]" : "")
        + (member.CustomAttributes.Named("System.ComponentModel.EditorBrowsableAttribute") is { ConstructorArguments: [{ Value: 1 }] } ? " [hidden]" : "");

    /// <summary>The compiler marks what old compilers would misread as obsolete too, beside a second attribute that says so.</summary>
    public static bool IsObsolete(MemberInfo member) =>
        member.CustomAttributes.Has("System.ObsoleteAttribute")
        && !member.CustomAttributes.Has("System.Runtime.CompilerServices.CompilerFeatureRequiredAttribute");

    public static IEnumerable<string> Listed(Type type)
    {
        foreach (var attribute in type.CustomAttributes)
        {
            var arguments = string.Join(", ", attribute.ConstructorArguments.Select(argument => Literals.Of(argument.Value)));
            switch (attribute.AttributeType.FullName)
            {
                case "System.FlagsAttribute":
                    yield return "Flags";
                    break;
                case "System.ObsoleteAttribute" when IsObsolete(type):
                    yield return $"Obsolete({arguments})";
                    break;
                case "System.Diagnostics.CodeAnalysis.ExperimentalAttribute":
                    yield return $"Experimental({arguments})";
                    break;
                case "System.Runtime.CompilerServices.InterpolatedStringHandlerAttribute":
                    yield return "InterpolatedStringHandler";
                    break;
            }
        }
    }

    /// <summary>The usage in force for an attribute class: its own, or that of the nearest base class that has one.</summary>
    public static string Usage(Type type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.CustomAttributes.Named("System.AttributeUsageAttribute") is not { } usage)
                continue;
            var targets = (AttributeTargets)(int)usage.ConstructorArguments[0].Value!;
            return $"{targets}; AllowMultiple = {Named(usage, "AllowMultiple", false)}; Inherited = {Named(usage, "Inherited", true)}";
        }
        return "All; AllowMultiple = false; Inherited = true";
    }

    private static string Named(CustomAttributeData usage, string name, bool otherwise) => Literals.Of(
        usage.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault(otherwise));
}
