using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Serverless.LocalRuntime.Functions.Invocation;

/// <summary>Calls a method through a compiled delegate, on an instance made for the call where the method has one.</summary>
internal sealed class FunctionCall
{
    private readonly ObjectFactory? _create;
    private readonly Func<object?, object?[], object?> _call;
    private readonly Func<object?, ValueTask<object?>> _await;

    private FunctionCall(ObjectFactory? create, Func<object?, object?[], object?> call, Func<object?, ValueTask<object?>> awaiting)
    {
        _create = create;
        _call = call;
        _await = awaiting;
    }

    public static FunctionCall Compile(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        var call = Expression.Call(
            method.IsStatic ? null : Expression.Convert(instance, method.DeclaringType!),
            method,
            method.GetParameters().Select((parameter, i) =>
                Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), parameter.ParameterType)));
        Expression body = method.ReturnType == typeof(void)
            ? Expression.Block(call, Expression.Constant(null))
            : Expression.Convert(call, typeof(object));
        return new(
            method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []),
            Expression.Lambda<Func<object?, object?[], object?>>(body, instance, arguments).Compile(),
            Awaiting(method.ReturnType));
    }

    public async ValueTask<object?> InvokeAsync(FunctionContext context, object?[] arguments)
    {
        var instance = _create?.Invoke(context.InstanceServices, []);
        try
        {
            return await _await(_call(instance, arguments));
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }

    private static Func<object?, ValueTask<object?>> Awaiting(Type type)
    {
        if (type == typeof(Task))
            return async task => { await (Task)task!; return null; };
        if (type == typeof(ValueTask))
            return async task => { await (ValueTask)task!; return null; };
        if (!type.IsGenericType)
            return ValueTask.FromResult;
        var name = type.GetGenericTypeDefinition() switch
        {
            var task when task == typeof(Task<>) => nameof(OfTask),
            var task when task == typeof(ValueTask<>) => nameof(OfValueTask),
            _ => null,
        };
        return name is null
            ? ValueTask.FromResult
            : typeof(FunctionCall).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type.GetGenericArguments()).CreateDelegate<Func<object?, ValueTask<object?>>>();
    }

    private static async ValueTask<object?> OfTask<T>(object? task) => await (Task<T>)task!;

    private static async ValueTask<object?> OfValueTask<T>(object? task) => await (ValueTask<T>)task!;
}
