using Serverless.LocalCosmos.Sql.Values;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>The kinds of item operation; the numbers are those of the batch wire format.</summary>
internal enum ItemOperationKind
{
    Create = 0,
    Patch = 1,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

/// <summary>One operation on one item, alone, in a transactional batch or in bulk.</summary>
/// <param name="Id">The id in the address; null for create and upsert, whose id is in the body.</param>
/// <param name="Key">
/// The partition key that the request names, one component per path (Undefined for <c>{}</c>); null when it names none.
/// </param>
/// <param name="Body">UTF-8 JSON: the document, or the patch object; empty for read and delete.</param>
/// <param name="MinimalReturn">True when the answer is to carry no document.</param>
internal sealed record ItemOperation(
    ItemOperationKind Kind,
    string? Id,
    IReadOnlyList<Value>? Key,
    ReadOnlyMemory<byte> Body,
    string? IfMatch,
    string? IfNoneMatch,
    bool MinimalReturn);
