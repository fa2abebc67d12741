namespace Serverless.Functions.Seams;

/// <summary>Asks people whether somebody is or was here: who was deleted by a user can still be restored, and has the same rights.</summary>
public delegate Task<bool> IsPersonKnown(string tenantId, Guid personId, CancellationToken cancellation);
