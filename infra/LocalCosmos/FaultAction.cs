namespace Serverless.LocalCosmos;

/// <summary>What happens to a request that a fault rule chose.</summary>
public enum FaultAction
{
    /// <summary>Answered only after <see cref="FaultRule.Delay"/>; other rules still apply.</summary>
    Delay,

    /// <summary>429 with <see cref="FaultRule.RetryAfter"/>; nothing is done.</summary>
    TooManyRequests,

    /// <summary>408; nothing is done.</summary>
    RequestTimeout,

    /// <summary>449; nothing is done.</summary>
    RetryWith,

    /// <summary>503; nothing is done.</summary>
    ServiceUnavailable,

    /// <summary>The connection breaks before the request is handled.</summary>
    DropRequest,

    /// <summary>The request is handled, and committed if it writes, and then the connection breaks.</summary>
    DropAnswer,

    /// <summary>The request is handled, and committed if it writes, and answered only after <see cref="FaultRule.Delay"/>.</summary>
    DelayAnswer,

    /// <summary>The request is handled, and then the process kills itself. Only where the server owns its process.</summary>
    Exit,
}
