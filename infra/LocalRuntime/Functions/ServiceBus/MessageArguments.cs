using System.Reflection;
using Azure.Core.Serialization;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Serverless.LocalRuntime.Functions.Invocation;
using Serverless.LocalRuntime.Functions.Joining;

namespace Serverless.LocalRuntime.Functions.ServiceBus;

/// <summary>What the parameters of a function get of its messages: the message itself, its body as text, bytes or an object read from JSON, and what acts on it.</summary>
internal sealed class MessageArguments(ObjectSerializer serializer)
{
    private static readonly MethodInfo ReadManyMethod =
        typeof(MessageArguments).GetMethod(nameof(ReadManyAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    public ArgumentSource? Source(FunctionDescriptor function, ParameterInfo parameter)
    {
        var attribute = (ServiceBusTriggerAttribute)function.Trigger;
        if (parameter == function.TriggerParameter)
            return attribute.IsBatched ? Many(parameter) : One(parameter);
        if (parameter.ParameterType == typeof(ServiceBusMessageActions))
            return context => ValueTask.FromResult<object?>(new ServiceBusMessageActions(DeliveryOf(context).Settlement));
        if (parameter.ParameterType == typeof(ServiceBusSessionMessageActions))
            return attribute.IsSessionsEnabled ? context => ValueTask.FromResult<object?>(new ServiceBusSessionMessageActions(DeliveryOf(context).Session!)) : null;
        return !attribute.IsBatched && Delivery.Parts.ContainsKey(parameter.Name!) && ArgumentConversion.IsSimple(parameter.ParameterType)
            ? ArgumentConversion.ByName(parameter)
            : null;
    }

    private ArgumentSource? One(ParameterInfo parameter) => parameter.ParameterType == typeof(ServiceBusReceivedMessage[])
        ? null
        : context => ReadAsync(parameter, parameter.ParameterType, DeliveryOf(context).Messages[0], context.CancellationToken);

    private ArgumentSource? Many(ParameterInfo parameter)
    {
        if (ItemOf(parameter.ParameterType) is not { } item)
            return null;
        var read = ReadManyMethod.MakeGenericMethod(item).CreateDelegate<Func<ParameterInfo, Delivery, CancellationToken, ValueTask<object?>>>(this);
        return context => read(parameter, DeliveryOf(context), context.CancellationToken);
    }

    /// <summary>Of an array, or of an interface or a class that a list is.</summary>
    private static Type? ItemOf(Type collection)
    {
        if (collection.IsSZArray)
            return collection.GetElementType();
        return collection is { IsGenericType: true, GenericTypeArguments: [var item] } && collection.IsAssignableFrom(typeof(List<>).MakeGenericType(item)) ? item : null;
    }

    private async ValueTask<object?> ReadManyAsync<T>(ParameterInfo parameter, Delivery delivery, CancellationToken cancellationToken)
    {
        var items = new List<T>(delivery.Messages.Count);
        foreach (var message in delivery.Messages)
            items.Add((T)(await ReadAsync(parameter, typeof(T), message, cancellationToken))!);
        return parameter.ParameterType.IsArray ? items.ToArray() : items;
    }

    private async ValueTask<object?> ReadAsync(ParameterInfo parameter, Type type, ServiceBusReceivedMessage message, CancellationToken cancellationToken)
    {
        if (type == typeof(ServiceBusReceivedMessage))
            return message;
        if (type == typeof(string))
            return message.Body.ToString();
        if (type == typeof(byte[]))
            return message.Body.ToArray();
        if (type == typeof(BinaryData))
            return message.Body;
        try
        {
            return await serializer.DeserializeAsync(message.Body.ToStream(), type, cancellationToken);
        }
        // A body that is no such object; whatever the serializer of the app says of it.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ArgumentConversion.Failed(parameter, e);
        }
    }

    private static Delivery DeliveryOf(LocalFunctionContext context) => (Delivery)context.TriggerValue!;
}
