using System.Globalization;
using Serverless.LocalCosmos.ChangeFeed;
using Serverless.LocalCosmos.Engine;
using Serverless.LocalCosmos.Protocol.Answers;

namespace Serverless.LocalCosmos.Protocol.Operations;

internal sealed class ReadChangeFeed : Operation
{
    private const string LatestVersion = "Incremental Feed";
    private const string AllVersions = "Full-Fidelity Feed";
    private const string FromNow = "*";

    public override async ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var container = call.Container();
        var scope = RequestScope.Of(call, container);
        var mode = ModeOf(call.Header(WireHeaders.ChangeFeedMode)!);
        var request = new ChangeFeedRequest(scope.Interval, StartOf(call, mode), mode, PageSize.Of(call));
        var page = await ChangeFeedReader.ReadAsync(container, request, cancellation);
        // Nothing new is 304, and still needs the position and the count: clients fail without them.
        var response = page.Count == 0
            ? new GatewayResponse(304).With(WireHeaders.ItemCount, 0)
            : FeedBody.Of(container.Rid, "Documents", page.Documents, page.Count);
        return response
            .With(WireHeaders.ETag, string.Create(CultureInfo.InvariantCulture, $"\"{page.ContinuationLsn}\""))
            .WithCharge(RequestCharge.Feed(page.Documents.Length))
            .About(container, scope.Range);
    }

    private static ChangeFeedMode ModeOf(string text) => text switch
    {
        LatestVersion => ChangeFeedMode.LatestVersion,
        AllVersions => ChangeFeedMode.AllVersionsAndDeletes,
        _ => throw RequestErrors.BadRequest($"The change feed '{text}' is not known: it is '{LatestVersion}' or '{AllVersions}'."),
    };

    private static ChangeFeedStart StartOf(Call call, ChangeFeedMode mode)
    {
        if (call.Header(WireHeaders.IfNoneMatch) is { } position)
        {
            if (position.Trim('"') == FromNow) return ChangeFeedStart.Now;
            return long.TryParse(position.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var lsn)
                ? ChangeFeedStart.After(lsn)
                : throw RequestErrors.BadRequest($"The change feed position '{position}' is not valid.");
        }

        if (mode == ChangeFeedMode.AllVersionsAndDeletes)
        {
            throw RequestErrors.BadRequest(
                "The all-versions-and-deletes change feed starts now or from a continuation, not from the beginning or a time.");
        }

        if (call.Header(WireHeaders.IfModifiedSince) is not { } time) return ChangeFeedStart.Beginning;
        return DateTimeOffset.TryParseExact(time, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            ? ChangeFeedStart.Time(since.ToUnixTimeSeconds())
            : throw RequestErrors.BadRequest($"The time '{time}' is not in the format of RFC 1123.");
    }
}
