using Serverless.Kernel.Results;

namespace Serverless.Cloud.Cosmos;

/// <summary>What came of an attempt to commit.</summary>
public abstract record Commitment
{
    private Commitment()
    {
    }

    /// <summary>All of it is stored.</summary>
    /// <param name="Records">As they are now, in the order of the changes.</param>
    public sealed record Done(IReadOnlyList<Stored> Records, string SessionToken) : Commitment;

    /// <summary>Nothing is stored: somebody else changed a record in between.</summary>
    public sealed record Stale : Commitment;

    /// <summary>Nothing is stored: a record that was to be created is there.</summary>
    public sealed record Exists : Commitment;

    /// <summary>Nothing is stored: the caller has used the same idempotency key before.</summary>
    public sealed record Repeated : Commitment;

    /// <summary>Nothing is stored: a document would not be what its declaration says.</summary>
    public sealed record Refused(Error Error) : Commitment;
}
