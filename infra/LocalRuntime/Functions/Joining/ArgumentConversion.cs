using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Joining;

/// <summary>Arguments taken by name from the binding data: text, numbers, identifiers, times and enums.</summary>
internal static class ArgumentConversion
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(string), typeof(Guid), typeof(bool), typeof(char), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long),
        typeof(ulong), typeof(float), typeof(double), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly),
        typeof(TimeOnly), typeof(TimeSpan), typeof(Uri),
    ];

    public static bool IsSimple(Type type) => Simple.Contains(Inner(type)) || Inner(type).IsEnum;

    /// <summary>The value under the parameter's name; without one its default, or null where the type has it.</summary>
    public static ArgumentSource ByName(ParameterInfo parameter) => context =>
    {
        if (context.BindingContext.BindingData.TryGetValue(parameter.Name!, out var value) && value is not null)
            return ValueTask.FromResult<object?>(Convert(parameter, value));
        if (parameter.HasDefaultValue)
            return ValueTask.FromResult(parameter.DefaultValue);
        if (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null)
            return ValueTask.FromResult<object?>(null);
        throw Failed(parameter, null);
    };

    public static FunctionInputConverterException Failed(ParameterInfo parameter, Exception? error) =>
        new($"The parameter '{parameter.Name}' cannot be made a {parameter.ParameterType}.", error);

    private static object Convert(ParameterInfo parameter, object value)
    {
        var type = Inner(parameter.ParameterType);
        if (type.IsInstanceOfType(value))
            return value;
        try
        {
            var text = System.Convert.ToString(value, CultureInfo.InvariantCulture)!;
            return type.IsEnum ? Enum.Parse(type, text, ignoreCase: true) : TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text)!;
        }
        // The type converters of .NET answer bad text with exceptions of their own choice, ArgumentException mostly.
        catch (Exception e) when (e is ArgumentException or FormatException or NotSupportedException or OverflowException)
        {
            throw Failed(parameter, e);
        }
    }

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
