namespace Serverless.Cloud.Cosmos;

/// <summary>The trace of an earlier request with the same idempotency key.</summary>
/// <param name="Answer">The record as it was answered then; null where that was another request.</param>
public sealed record Repetition<TState>(Stored<TState>? Answer)
    where TState : class;
