using Serverless.LocalRuntime.Functions.ServiceBus;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What an invocation can do with the session of its messages.</summary>
public class ServiceBusSessionMessageActions
{
    private readonly SessionHold? _session;
    private DateTimeOffset _lockedUntil;

    internal ServiceBusSessionMessageActions(SessionHold session)
    {
        _session = session;
        _lockedUntil = session.LockedUntil();
    }

    protected ServiceBusSessionMessageActions()
    {
    }

    public virtual DateTimeOffset SessionLockedUntil
    {
        get => _lockedUntil;
        protected set => _lockedUntil = value;
    }

    private SessionHold Session => _session ?? throw new InvalidOperationException("Made for tests: every member that is used has to be overridden.");

    public virtual Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default) => Session.GetState(cancellationToken);

    public virtual Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        Session.SetState(sessionState, cancellationToken);

    /// <summary>Lets another session have its turn once the function has ended.</summary>
    public virtual Task ReleaseSession(CancellationToken cancellationToken = default)
    {
        Session.Release();
        return Task.CompletedTask;
    }

    public virtual async Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        await Session.RenewLock(cancellationToken);
        SessionLockedUntil = Session.LockedUntil();
    }
}
