using Serverless.Kernel.Declarations;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>One application's seat in a programme. It lies in the programme's partition, so that both change together.</summary>
public sealed record Seat
{
    [Field("Whose seat it is; the application is another domain's, and means nothing here", Purpose.Administration)]
    public required Guid ApplicationId { get; init; }

    [Field("Whether the seat counts against the capacity", Purpose.Administration)]
    public required SeatStatus Status { get; init; }

    /// <summary>An application finds its seat again however often it asks.</summary>
    public static Guid IdOf(Guid programmeId, Guid applicationId) => Uuid.Derived("seat", programmeId.ToString(), applicationId.ToString());
}

/// <summary>Stored by name: add, never rename or remove.</summary>
public enum SeatStatus
{
    Held,

    /// <summary>For good: a claim that was overtaken by its own release must not take the seat back.</summary>
    Released,
}

[FieldsOf(typeof(Seat))]
public abstract record SeatEvent
{
    public required Guid ApplicationId { get; init; }
}

public sealed record SeatClaimed : SeatEvent;

public sealed record SeatReleased : SeatEvent;
