using Serverless.LocalCosmos.Sql.Values;
using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Queries;

/// <param name="Parameters">By name, with the @.</param>
/// <param name="Scope">The part of the container that the request addresses: a partition, a prefix, a range.</param>
/// <param name="MaxItems">Rows a page may hold; the server may answer fewer.</param>
/// <param name="Continuation">From the page before, or null.</param>
/// <param name="ResumeFilter">
/// Where a client that merges several ranges wants an ordered query to start:
/// <c>{"value":[...],"rid":"...","exclude":false}</c>, or Undefined.
/// </param>
internal sealed record QueryRequest(
    string Text,
    IReadOnlyDictionary<string, Value> Parameters,
    EpkRange Scope,
    int MaxItems,
    string? Continuation,
    Value ResumeFilter);
