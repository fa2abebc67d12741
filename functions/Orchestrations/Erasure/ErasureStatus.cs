namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>How an erasure stands, in a word.</summary>
public enum ErasureStatus
{
    /// <summary>Who asks is not identified yet.</summary>
    Received,

    /// <summary>Processing is being stopped everywhere.</summary>
    Restricting,

    /// <summary>A legal hold stands in the way. The data is restricted.</summary>
    Held,

    /// <summary>The time before erasing may begin has not passed. The data is restricted.</summary>
    Waiting,
    Erasing,
    AwaitingRecipients,

    /// <summary>Something is left that should not be. It is erased again, and nothing is certified before it is gone.</summary>
    Stuck,

    /// <summary>The end: everything is verified and certified.</summary>
    Completed,

    /// <summary>It is taken back; the restriction is about to end.</summary>
    Cancelling,

    /// <summary>The end: taken back.</summary>
    Cancelled,
}

public static class ErasureStatuses
{
    public static ErasureStatus Of(ErasureFacts facts, ErasureNext next)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(next);
        if (next.IsOver) return facts.CommittedAt is null ? ErasureStatus.Cancelled : ErasureStatus.Completed;
        if (facts.IsStuck) return ErasureStatus.Stuck;
        return next.Step switch
        {
            ErasureStep.Cancel => ErasureStatus.Cancelling,
            ErasureStep.Identify => ErasureStatus.Received,
            ErasureStep.Restrict => ErasureStatus.Restricting,
            ErasureStep.Holds => ErasureStatus.Held,
            ErasureStep.Grace or ErasureStep.Announce or ErasureStep.Commit => ErasureStatus.Waiting,
            ErasureStep.Acknowledge => ErasureStatus.AwaitingRecipients,
            _ => ErasureStatus.Erasing,
        };
    }
}
