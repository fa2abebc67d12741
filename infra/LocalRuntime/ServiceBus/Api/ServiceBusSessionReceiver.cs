#nullable disable

using Serverless.LocalRuntime.ServiceBus.Engine;

namespace Azure.Messaging.ServiceBus;

/// <summary>Receives from one session, which nobody else receives from while it holds the lock.</summary>
public class ServiceBusSessionReceiver : ServiceBusReceiver
{
    private readonly HeldSession _session;
    private DateTimeOffset _lockedUntil;

    internal ServiceBusSessionReceiver(ServiceBusClient client, string path, AcceptedSession accepted, ServiceBusSessionReceiverOptions options)
        : base(client, path, options.ForReceiver())
    {
        _session = accepted.Session;
        _lockedUntil = accepted.Until;
    }

    protected ServiceBusSessionReceiver()
    {
    }

    public virtual string SessionId => _session.Id;

    public virtual DateTimeOffset SessionLockedUntil => _lockedUntil;

    public override bool IsClosed => base.IsClosed;

    internal override HeldSession Session => _session;

    public virtual async Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        var queue = Open(cancellationToken);
        _lockedUntil = await Broker.RunAsync(turn => Sessions.Renew(turn, queue, _session));
    }

    /// <returns>Null when none has been set.</returns>
    public virtual async Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default)
    {
        var queue = Open(cancellationToken);
        var state = await Broker.RunAsync(turn => Sessions.State(turn, queue, _session));
        return state is null ? null : BinaryData.FromBytes(state);
    }

    /// <param name="sessionState">Null forgets the state.</param>
    public virtual async Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default)
    {
        var queue = Open(cancellationToken);
        var state = sessionState?.ToArray();
        await Broker.RunAsync(turn => Sessions.SetState(turn, queue, _session, state));
    }

    /// <summary>Frees the session, and what has been received and not settled.</summary>
    private protected override async Task ReleaseAsync()
    {
        Client.Forget(this);
        // A broker that is gone, or just going, takes the lock with it.
        if (Brokers.Find(FullyQualifiedNamespace) is not { } broker) return;
        try
        {
            await broker.RunAsync(turn => Sessions.Release(turn, broker.Source(EntityPath), _session));
        }
        catch (ServiceBusException failure) when (failure.Reason == ServiceBusFailureReason.ServiceCommunicationProblem)
        {
        }
    }
}
