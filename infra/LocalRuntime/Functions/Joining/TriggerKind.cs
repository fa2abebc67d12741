using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Serverless.LocalRuntime.Functions.Invocation;

namespace Serverless.LocalRuntime.Functions.Joining;

/// <summary>
/// A kind of trigger, and the one place where it is joined to the host: register a singleton of a derived class as
/// <see cref="TriggerKind"/>. Errors of the declaration are thrown as <see cref="StartException"/>.
/// </summary>
internal abstract class TriggerKind
{
    /// <summary>The attribute on the parameter that makes a function one of this kind.</summary>
    public abstract Type Attribute { get; }

    /// <summary>As in the binding metadata, such as <c>timerTrigger</c>.</summary>
    public abstract string BindingType { get; }

    /// <summary>Whether the kind honours retry attributes.</summary>
    public virtual bool Retries => false;

    /// <summary>How a parameter gets its value from what the trigger delivers; null when it cannot.</summary>
    public abstract ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter);

    public abstract ITrigger Join(BoundFunction function);

    /// <summary>What the function gets when it is run by hand, with the text that was sent along; null when it cannot be.</summary>
    public virtual TriggerInput? ByHand(BoundFunction function, string? text) => null;
}

/// <summary>The trigger of one function while the host runs.</summary>
internal interface ITrigger : IDisposable
{
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Takes nothing new and ends when what runs has ended; the token says that there is no more time for that.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}

/// <summary>A kind of input beside the trigger, found by the attribute on its parameter. Registered as <see cref="InputKind"/>.</summary>
internal abstract class InputKind
{
    public abstract Type Attribute { get; }

    public abstract string BindingType { get; }

    public abstract ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter);
}

/// <summary>Gives one argument of one invocation.</summary>
internal delegate ValueTask<object?> ArgumentSource(LocalFunctionContext context);

internal static class BindingAttributes
{
    public static BindingAttribute? Trigger(ParameterInfo parameter) => parameter.GetCustomAttribute<TriggerBindingAttribute>();

    public static BindingAttribute? Input(ParameterInfo parameter) => parameter.GetCustomAttribute<InputBindingAttribute>();
}
