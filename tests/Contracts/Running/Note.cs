namespace Serverless.Contracts.Running;

/// <summary>A small document, for tests that are not about what documents hold.</summary>
public sealed record Note(string Id, string Pk, int N = 0, string? Text = null);
