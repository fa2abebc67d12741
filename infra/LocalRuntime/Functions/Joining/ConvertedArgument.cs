using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Joining;

/// <summary>An argument that the converters named on its parameter make; the first that does not decline decides.</summary>
internal static class ConvertedArgument
{
    public static ArgumentSource Source(FunctionDescriptor function, ParameterInfo parameter, List<Type> converters)
    {
        if (converters.Find(type => !type.IsAssignableTo(typeof(IInputConverter))) is { } other)
            throw StartException.Of(function.Name, $"{other} at the parameter '{parameter.Name}' is no {nameof(IInputConverter)}.");
        var factories = converters.ConvertAll(type => ActivatorUtilities.CreateFactory(type, []));
        return context => ConvertAsync(context, parameter, factories);
    }

    private static async ValueTask<object?> ConvertAsync(LocalFunctionContext context, ParameterInfo parameter, List<ObjectFactory> factories)
    {
        var request = new Request(context, parameter);
        foreach (var factory in factories)
        {
            var result = await ((IInputConverter)factory(context.InstanceServices, [])).ConvertAsync(request);
            if (result.Status == ConversionStatus.Succeeded)
                return result.Value;
            if (result.Status == ConversionStatus.Failed)
                throw ArgumentConversion.Failed(parameter, result.Error);
        }
        throw ArgumentConversion.Failed(parameter, null);
    }

    private sealed class Request(LocalFunctionContext context, ParameterInfo parameter) : ConverterContext
    {
        public override Type TargetType => parameter.ParameterType;

        public override object? Source => context.BindingContext.BindingData.GetValueOrDefault(parameter.Name!);

        public override FunctionContext FunctionContext => context;

        public override IReadOnlyDictionary<string, object> Properties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);
    }
}
