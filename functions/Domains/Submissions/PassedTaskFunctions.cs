using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Automation;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Submissions;

/// <summary>Tells Enrolments what was passed, by which people complete a programme.</summary>
public sealed class PassedTaskFunctions(ReactionFeed feed)
{
    public const string Name = "record-passed-tasks";

    [Function("RecordPassedTasks")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task RecordAsync(
        [CosmosDBTrigger("serverless", "submissions", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Name}-",
            StartFromBeginning = true, FeedPollDelay = 500)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.RunAsync(Name, changes, cancellation);

    public static React Record(RecordPassedTask recordPassedTask) => (fact, document, cancellation) =>
    {
        var passed = (SubmissionPassed)fact;
        return recordPassedTask(ReactionCaller.Of(document), Guid.Parse(document.SubjectId), passed.ProgrammeId, passed.TaskId, passed.Points, cancellation);
    };
}
