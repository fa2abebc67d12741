namespace Serverless.LocalCosmos.Engine.Catalog;

/// <summary>A combination of paths whose values occur once per logical partition.</summary>
internal sealed record UniqueKey(IReadOnlyList<string[]> Paths);
