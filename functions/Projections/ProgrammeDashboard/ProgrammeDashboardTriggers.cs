using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Projections;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>One for each container. A batch that fails is given again until it does not.</summary>
public sealed class ProgrammeDashboardTriggers(ProjectionFeed feed)
{
    private const string Prefix = ProgrammeDashboardProjection.Name;
    private const int PollDelay = 200;
    private const int MostChanges = 1000;

    [Function("FoldProgrammesIntoDashboard")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldProgrammesAsync(
        [CosmosDBTrigger("serverless", "programmes", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-programmes-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(ProgrammeDashboardProjection.Declared, "programmes", changes, cancellation);

    [Function("FoldApplicationsIntoDashboard")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldApplicationsAsync(
        [CosmosDBTrigger("serverless", "applications", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-applications-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(ProgrammeDashboardProjection.Declared, "applications", changes, cancellation);

    [Function("FoldEnrolmentsIntoDashboard")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldEnrolmentsAsync(
        [CosmosDBTrigger("serverless", "enrolments", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-enrolments-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(ProgrammeDashboardProjection.Declared, "enrolments", changes, cancellation);

    [Function("FoldAttendanceIntoDashboard")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldAttendanceAsync(
        [CosmosDBTrigger("serverless", "attendance", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-attendance-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(ProgrammeDashboardProjection.Declared, "attendance", changes, cancellation);

    [Function("FoldSubmissionsIntoDashboard")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldSubmissionsAsync(
        [CosmosDBTrigger("serverless", "submissions", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-submissions-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(ProgrammeDashboardProjection.Declared, "submissions", changes, cancellation);

    [Function("FoldCertificatesIntoDashboard")]
    [ExponentialBackoffRetry(-1, "00:00:00.200", "00:01:00")]
    public Task FoldCertificatesAsync(
        [CosmosDBTrigger("serverless", "certificates", Connection = "Cosmos", LeaseContainerName = "leases", LeaseContainerPrefix = $"{Prefix}-certificates-",
            StartFromBeginning = true, FeedPollDelay = PollDelay, MaxItemsPerInvocation = MostChanges)] IReadOnlyList<JsonElement> changes, CancellationToken cancellation) =>
        feed.FoldAsync(ProgrammeDashboardProjection.Declared, "certificates", changes, cancellation);
}
