using Azure.Messaging.ServiceBus;
using Serverless.Contracts.Running;

namespace Serverless.Contracts.ServiceBus;

/// <summary>A test against a namespace of its own.</summary>
public abstract class BusContract : IAsyncLifetime
{
    protected Bus Bus { get; private set; } = null!;

    protected ServiceBusClient Client => Bus.Client;

    public async Task InitializeAsync() => Bus = await Bus.StartAsync();

    public async Task DisposeAsync() => await Bus.DisposeAsync();

    /// <summary>What must be there at once.</summary>
    protected static async Task<ServiceBusReceivedMessage> ReceiveAsync(ServiceBusReceiver receiver)
    {
        var message = await receiver.ReceiveMessageAsync(Deadline.Patience);
        Assert.True(message is not null, $"Nothing came from {receiver.EntityPath}.");
        return message;
    }

    protected static async Task NothingAsync(ServiceBusReceiver receiver) => Assert.Null(await receiver.ReceiveMessageAsync(Bus.Moment));

    protected static async Task<ServiceBusException> FailsAsync(ServiceBusFailureReason reason, Func<Task> operation)
    {
        var failure = await Assert.ThrowsAsync<ServiceBusException>(operation);
        Assert.Equal(reason, failure.Reason);
        return failure;
    }
}
