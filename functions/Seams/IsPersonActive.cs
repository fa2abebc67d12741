namespace Serverless.Functions.Seams;

/// <summary>Asks People whether somebody is here: registered, and not deleted.</summary>
public delegate Task<bool> IsPersonActive(string tenantId, Guid personId, CancellationToken cancellation);
