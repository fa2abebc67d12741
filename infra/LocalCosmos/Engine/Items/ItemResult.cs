using Serverless.LocalCosmos.Storage;

namespace Serverless.LocalCosmos.Engine.Items;

/// <summary>The outcome of one item operation, an expected failure included.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="SubStatus">0, or the value of <c>x-ms-substatus</c>.</param>
/// <param name="Body">The document, empty when there is none to return.</param>
/// <param name="ETag">With its inner quotes, or null.</param>
/// <param name="Charge">Request units.</param>
/// <param name="Message">The reason of a failure, or null.</param>
internal sealed record ItemResult(
    int Status,
    int SubStatus,
    ReadOnlyMemory<byte> Body,
    string? ETag,
    double Charge,
    string? Message)
{
    public bool IsSuccess => Status < 400;

    public static ItemResult Failure(int status, string message, int subStatus = 0) =>
        new(status, subStatus, default, null, RequestCharge.Failure, message);

    public static ItemResult Of(RequestException refused) => Failure(refused.Status, refused.Message, refused.SubStatus);

    public static ItemResult NotFound() => Failure(404, "Entity with the specified id does not exist in the system.");

    /// <summary>Clients in bulk mode ask again for a read that is answered so.</summary>
    public static ItemResult AnswerTooLarge() =>
        Failure(413, "The documents of the operations before leave no room in the answer.", Engine.SubStatus.AnswerTooLarge);

    public static ItemResult Read(StoredItem item, string? ifNoneMatch)
    {
        var etag = Items.ETag.Of(item.Lsn, item.Ordinal, item.Timestamp);
        var charge = RequestCharge.Read(item.Body.Length);
        return ifNoneMatch is not null && Items.ETag.Matches(ifNoneMatch, etag)
            ? new ItemResult(304, 0, default, etag, charge, null)
            : new ItemResult(200, 0, item.Body, etag, charge, null);
    }
}
