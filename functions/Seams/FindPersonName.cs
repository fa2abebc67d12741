namespace Serverless.Functions.Seams;

/// <summary>Asks People for somebody's name as it is now, to be printed.</summary>
/// <returns>Null where there is no such person, or they are deleted.</returns>
public delegate Task<string?> FindPersonName(string tenantId, Guid personId, CancellationToken cancellation);
