using System.Diagnostics;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Programmes;

/// <summary>What happens to a seat and to its programme's count of seats: committed together, or the count would drift.</summary>
public sealed record SeatChange(IReadOnlyList<ProgrammeEvent> Programme, IReadOnlyList<SeatEvent> Seat);

/// <summary>How seats are claimed and released. Both can be asked again for the same application, and then change nothing.</summary>
public static class SeatDecisions
{
    private static readonly SeatChange Nothing = new([], []);

    public static Result<SeatChange> Claim(Programme? programme, Seat? seat, Guid applicationId)
    {
        if (programme is null) return ProgrammeErrors.NotFound;
        if (programme.Status != ProgrammeStatus.Published) return ProgrammeErrors.NotPublished;
        return seat switch
        {
            { Status: SeatStatus.Held } => Nothing,
            { Status: SeatStatus.Released } => ProgrammeErrors.SeatReleased,
            null when programme.SeatsTaken >= programme.Capacity => ProgrammeErrors.Full,
            _ => new SeatChange(
                [new ProgrammeSeatTaken { SeatsTaken = programme.SeatsTaken + 1 }],
                [new SeatClaimed { ApplicationId = applicationId }]),
        };
    }

    /// <summary>A seat that was never claimed is released all the same: a claim still under way then finds it taken back.</summary>
    public static Result<SeatChange> Release(Programme? programme, Seat? seat, Guid applicationId)
    {
        if (programme is null) return ProgrammeErrors.NotFound;
        return seat switch
        {
            { Status: SeatStatus.Released } => Nothing,
            null => new SeatChange([], [new SeatReleased { ApplicationId = applicationId }]),
            _ => new SeatChange(
                [new ProgrammeSeatFreed { SeatsTaken = programme.SeatsTaken - 1 }],
                [new SeatReleased { ApplicationId = applicationId }]),
        };
    }

    public static Seat Evolve(Seat? state, SeatEvent fact) => fact switch
    {
        SeatClaimed => new Seat { ApplicationId = fact.ApplicationId, Status = SeatStatus.Held },
        SeatReleased => new Seat { ApplicationId = fact.ApplicationId, Status = SeatStatus.Released },
        _ => throw new UnreachableException($"A {fact.GetType().Name} cannot happen to a seat."),
    };
}
