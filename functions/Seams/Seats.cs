using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>Asks Programmes for the seat of an application. Asked again, it is the same seat.</summary>
/// <returns>Null when the application has a seat; else why it gets none.</returns>
public delegate Task<Error?> ClaimSeat(Caller caller, Guid programmeId, Guid applicationId, CancellationToken cancellation);

/// <summary>Gives the seat of an application back for good, whether it was claimed or is about to be. Asked again, it changes nothing.</summary>
/// <returns>Null when the application has no seat; else why it may still have one.</returns>
public delegate Task<Error?> ReleaseSeat(Caller caller, Guid programmeId, Guid applicationId, CancellationToken cancellation);
