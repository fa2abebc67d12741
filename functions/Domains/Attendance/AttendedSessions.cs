using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>Tells Enrolments which sessions count as attended, whenever that is recorded or corrected.</summary>
public sealed class AttendedSessions(ReactionFeed feed)
{
    public const string Name = "count-attended-sessions";

    [Function("CountAttendedSessions")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task TellAsync(
        [CosmosDBTrigger("serverless", "attendance", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);

    /// <summary>Told again, or after what came later, it changes nothing: the version says which is the newest.</summary>
    public static React Tell(RecordAttendedSession record) => (fact, document, cancellation) =>
    {
        var attendance = (AttendanceEvent)fact;
        return record(
            ReactionCaller.Of(document),
            Guid.Parse(document.SubjectId),
            attendance.ProgrammeId,
            attendance.SessionId,
            AttendanceDecisions.IsAttended(attendance.Status),
            document.Version,
            cancellation);
    };
}
