using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Orchestrations.Rebuild;

/// <summary>Starts a rebuild, and shows each read model with the rebuild that is under way.</summary>
public sealed class RebuildFunctions(ProjectionSet projections, ProjectionReport report, Rebuilding rebuilding, RehydrationOptions archives)
{
    [Function("ListProjections")]
    [Allow(Role.Operator)]
    [Operation("List the read models: version, lag, dead letters", Answer = typeof(ProjectionList))]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "projections")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        Results.Ok(new ProjectionList(await Task.WhenAll(projections.All.Select(projection => AnswerAsync(projection, request, client, cancellation)))));

    [Function("GetProjection")]
    [Allow(Role.Operator)]
    [Operation("Read how a read model stands", Answer = typeof(ProjectionAnswer), Errors = ["projection-not-found"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "projections/{name}")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        projections.Find(name) is { } projection
            ? Results.Ok(await AnswerAsync(projection, request, client, cancellation))
            : Problems.Of(ProjectionErrors.NotFound);

    [Function("RebuildReadModel")]
    [Allow(Role.Operator)]
    [Operation("Rebuild a read model beside itself, and switch to it", Status = 202, Answer = typeof(ProjectionAnswer), Errors = ["projection-not-found", "rebuild-running"])]
    public async Task<IResult> RebuildAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "projections/{name}/rebuild")] HttpRequest request, string name,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (projections.Find(name) is not { } projection) return Problems.Of(ProjectionErrors.NotFound);
        var announced = await rebuilding.AnnounceAsync(
            projection, async instance => (await client.GetInstanceAsync(instance, cancellation))?.IsCompleted, cancellation);
        if (!announced.IsSuccess) return Problems.Of(announced.Error);
        var build = announced.Value.Building!.Value;
        var checkpoint = new RebuildCheckpoint
        {
            Projection = projection.Name,
            Build = build,
            Pause = rebuilding.Pause,
            Poll = archives.Poll,
            Status = new RebuildStatus(build, RebuildStep.Announced, Sources: 0, SourcesAtEnd: 0, Read: 0, Folded: 0, Deleted: 0),
        };
        await client.ScheduleNewOrchestrationInstanceAsync(RebuildOrchestration.Name, checkpoint, new StartOrchestrationOptions(announced.Value.Rebuild), cancellation);
        return Results.Accepted($"/api/projections/{projection.Name}", await AnswerAsync(projection, request, client, cancellation));
    }

    private async Task<ProjectionAnswer> AnswerAsync(Projection projection, HttpRequest request, DurableTaskClient client, CancellationToken cancellation)
    {
        var state = await report.ReadAsync(projection, request.Caller().TenantId, cancellation);
        var instance = state.Builds.Rebuild is { } running ? await client.GetInstanceAsync(running, getInputsAndOutputs: true, cancellation) : null;
        return ProjectionAnswer.Of(state, instance?.ReadCustomStatusAs<RebuildStatus>(), hasFailed: instance?.IsCompleted ?? rebuilding.IsLost(state.Builds));
    }
}
