using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Extensions.DependencyInjection;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Joining;

/// <summary>Decides once, at start, where each argument of each function comes from.</summary>
internal sealed class FunctionBinder(IEnumerable<TriggerKind> triggers, IEnumerable<InputKind> inputs, IServiceProviderIsService? services = null)
{
    private readonly List<TriggerKind> _triggers = [.. triggers];
    private readonly List<InputKind> _inputs = [.. inputs];

    public BoundFunction Bind(FunctionDescriptor function)
    {
        var kind = _triggers.FirstOrDefault(kind => kind.Attribute.IsInstanceOfType(function.Trigger))
            ?? throw StartException.Of(function.Name, $"nothing here serves [{function.Trigger.GetType().Name}].");
        if (function.Retry is not null && !kind.Retries)
            throw StartException.Of(function.Name, $"a {kind.BindingType} does not honour [{function.Retry.GetType().Name}].");

        CheckInstance(function);

        var parameters = function.Method.GetParameters();
        var definition = LocalFunctionDefinition.Of(function, kind.BindingType, [.. parameters.SelectMany(Input)]);
        return new(function, kind, definition, [.. parameters.Select(parameter => Source(function, kind, parameter))]);
    }

    private IEnumerable<BindingMetadata> Input(ParameterInfo parameter) =>
        InputOf(parameter) is { } input ? [new LocalBindingMetadata(parameter.Name!, input.BindingType)] : [];

    private InputKind? InputOf(ParameterInfo parameter) =>
        BindingAttributes.Input(parameter) is { } attribute ? _inputs.FirstOrDefault(kind => kind.Attribute.IsInstanceOfType(attribute)) : null;

    private ArgumentSource Source(FunctionDescriptor function, TriggerKind kind, ParameterInfo parameter)
    {
        if (parameter.ParameterType.IsByRef)
            throw Unbound(function, kind, parameter);
        if (parameter.ParameterType == typeof(FunctionContext))
            return context => ValueTask.FromResult<object?>(context);
        if (parameter.ParameterType == typeof(CancellationToken))
            return context => ValueTask.FromResult<object?>(context.CancellationToken);
        if (BindingAttributes.Input(parameter) is { } input)
        {
            return InputOf(parameter)?.Source(function, parameter)
                ?? throw StartException.Of(function.Name, $"the parameter '{parameter.Name}' with [{input.GetType().Name}] cannot be bound to {parameter.ParameterType}.");
        }
        if (Converters(parameter) is { Count: > 0 } converters)
            return ConvertedArgument.Source(function, parameter, [.. converters.Select(converter => converter.ConverterType)]);
        return kind.Source(function, parameter) ?? throw Unbound(function, kind, parameter);
    }

    /// <summary>Those at the parameter come before those of its type.</summary>
    private static List<InputConverterAttribute> Converters(ParameterInfo parameter) =>
        [.. parameter.GetCustomAttributes<InputConverterAttribute>(), .. parameter.ParameterType.GetCustomAttributes<InputConverterAttribute>()];

    /// <summary>A service that nobody registered would otherwise show at the first invocation.</summary>
    private void CheckInstance(FunctionDescriptor function)
    {
        if (function.Method.IsStatic || function.Method.DeclaringType!.GetConstructors() is not [var constructor] || services is null)
            return;
        var missing = constructor.GetParameters().FirstOrDefault(parameter =>
            !parameter.HasDefaultValue && !parameter.IsDefined(typeof(FromKeyedServicesAttribute)) && !services.IsService(parameter.ParameterType));
        if (missing is not null)
            throw StartException.Of(function.Name, $"nothing is registered for '{missing.Name}', the {missing.ParameterType} that {function.Method.DeclaringType} needs.");
    }

    private static StartException Unbound(FunctionDescriptor function, TriggerKind kind, ParameterInfo parameter) => StartException.Of(
        function.Name, $"the parameter '{parameter.Name}' of type {parameter.ParameterType} cannot be bound by a {kind.BindingType}.");
}
