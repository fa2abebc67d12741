using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Joining;

/// <summary>
/// Arguments taken by name from the binding data. Only what the real worker makes of such a text is offered: text itself, identifiers, times,
/// and what is a JSON number or boolean. An enum or a date alone would start there too, and then fail at every call.
/// </summary>
internal static class ArgumentConversion
{
    private static readonly HashSet<Type> Json =
    [
        typeof(bool), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal),
    ];

    private static readonly Dictionary<Type, Func<string, object?>> Parsed = new()
    {
        [typeof(string)] = text => text,
        [typeof(Guid)] = text => Guid.TryParse(text, out var id) ? id : null,
        [typeof(DateTime)] = text => DateTime.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
        [typeof(DateTimeOffset)] = text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null,
    };

    public static bool IsSimple(Type type) => Parsed.ContainsKey(Inner(type)) || Json.Contains(Inner(type));

    /// <summary>The value under the parameter's name; without one its default, or null where the type has it.</summary>
    public static ArgumentSource ByName(ParameterInfo parameter) => async context =>
    {
        if (context.BindingContext.BindingData.TryGetValue(parameter.Name!, out var value) && value is not null)
            return await ConvertAsync(context, parameter, value);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        if (!parameter.ParameterType.IsValueType || Nullable.GetUnderlyingType(parameter.ParameterType) is not null)
            return null;
        throw Failed(parameter, null);
    };

    public static FunctionInputConverterException Failed(ParameterInfo parameter, Exception? error) =>
        new($"The parameter '{parameter.Name}' cannot be made a {parameter.ParameterType}.", error);

    private static async ValueTask<object?> ConvertAsync(FunctionContext context, ParameterInfo parameter, object value)
    {
        var type = Inner(parameter.ParameterType);
        if (type.IsInstanceOfType(value))
            return value;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture)!;
        if (Parsed.TryGetValue(type, out var parse))
            return parse(text) ?? throw Failed(parameter, null);
        try
        {
            var serializer = context.InstanceServices.GetRequiredService<IOptions<WorkerOptions>>().Value.Serializer!;
            return await serializer.DeserializeAsync(new BinaryData(text).ToStream(), type, context.CancellationToken);
        }
        // The app chooses the serializer, and each has exceptions of its own.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Failed(parameter, e);
        }
    }

    private static Type Inner(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
