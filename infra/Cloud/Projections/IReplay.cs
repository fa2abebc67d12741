namespace Serverless.Cloud.Projections;

/// <summary>How one kind of reader goes on with a record whose events are parked: as they are stored now, in order, as far as it goes.</summary>
public interface IReplay
{
    /// <summary>The letter is one of its readers'.</summary>
    bool Knows(DeadLetter letter);

    /// <param name="callerId">Who wants it; null where it follows from what was settled.</param>
    /// <returns>Those of the record that are still parked.</returns>
    Task<IReadOnlyList<DeadLetter>> GoOnAsync(DeadLetter letter, string? callerId, CancellationToken cancellation);
}
