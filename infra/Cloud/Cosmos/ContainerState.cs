namespace Serverless.Cloud.Cosmos;

/// <summary>A declared container as it was found.</summary>
/// <param name="IsNew">It was not there and has been created.</param>
public sealed record ContainerState(ContainerDeclaration Declaration, bool IsNew, IReadOnlyList<ContainerDifference> Differences);
