using System.Reflection;

namespace Serverless.Architecture.Surface;

/// <summary>
/// The nullable annotations of one place in the metadata, taken one by one in the order in which the type is written.
/// The compiler keeps a byte for each reference type, type parameter and generic value type; 2 means "may be null".
/// </summary>
internal sealed class Nullability
{
    private const byte MayBeNull = 2;
    private readonly byte[] _flags;
    private int _next;

    private Nullability(byte[] flags) => _flags = flags;

    public static Nullability Of(MemberInfo member) => new(Flags(member.CustomAttributes) ?? [Context(member)]);

    public static Nullability Of(ParameterInfo parameter) => new(Flags(parameter.CustomAttributes) ?? [Context(parameter.Member)]);

    /// <summary>The flag of a type parameter's own constraint: 1 is <c>notnull</c> or <c>class</c>, 2 is <c>class?</c>.</summary>
    public static byte OfConstraint(Type parameter, MemberInfo owner) =>
        (Flags(parameter.CustomAttributes) ?? [Context(owner)])[0];

    public bool Take()
    {
        var flag = _flags.Length == 1 ? _flags[0] : _next < _flags.Length ? _flags[_next++] : (byte)0;
        return flag == MayBeNull;
    }

    private static byte[]? Flags(IEnumerable<CustomAttributeData> attributes) =>
        attributes.Named("System.Runtime.CompilerServices.NullableAttribute")?.ConstructorArguments[0].Value switch
        {
            byte one => [one],
            IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(flag => (byte)flag.Value!)],
            _ => null,
        };

    private static byte Context(MemberInfo? scope)
    {
        while (scope is not null)
        {
            if (scope.CustomAttributes.Named("System.Runtime.CompilerServices.NullableContextAttribute") is { } context)
                return (byte)context.ConstructorArguments[0].Value!;
            scope = scope.DeclaringType;
        }
        return 0;
    }
}
