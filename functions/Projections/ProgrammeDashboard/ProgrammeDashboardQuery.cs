using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>Reads nothing but the read model: two documents, whatever the programme's size.</summary>
public sealed class ProgrammeDashboardQuery(PlacedModel model, SubjectGate gate, TimeProvider time)
{
    private const string One = "programmes/{programmeId:guid}/dashboard";

    internal static Error NotFound { get; } = new(ErrorKind.NotFound, "programme-not-found", "There is no such programme.");

    [Function("GetProgrammeDashboard")]
    [Allow(Role.Staff, Role.Reviewer, Role.Operator)]
    [Operation("Read how a programme goes", Answer = typeof(Dashboard), Errors = ["programme-not-found", "write-not-yet-folded", "write-parked", "malformed-consistency-token"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid programmeId, CancellationToken cancellation)
    {
        var (projection, tenantId) = (ProgrammeDashboardProjection.Declared, request.Caller().TenantId);
        var state = await StateAsync(request, tenantId, programmeId, cancellation);
        if (!state.IsSuccess) return Problems.Of(state.Error);
        var partition = ProgrammeDashboardProjection.PartitionOf(tenantId, programmeId);
        var counting = model.TallyAsync(projection, partition, LearnerTally.Dashboard, state.Value, cancellation);
        var programme = await model.ReadAsync(projection, ProgrammeDashboardProjection.Programmes, new DocumentPlace(partition), state.Value, cancellation);
        var counters = await counting;
        return programme.Content is ProgrammeOutline outline
            ? Results.Json(Dashboard.Of(programmeId, outline, counters, state.Value, time.GetUtcNow()), DocumentJson.Options)
            : Problems.Of(NotFound);
    }

    [Function("ListLearnersAtRisk")]
    [Allow(Role.Staff, Role.Reviewer, Role.Operator)]
    [Operation("List who may not complete a programme, and why", Answer = typeof(LearnerAtRisk), IsPaged = true,
        Errors = ["programme-not-found", "write-not-yet-folded", "write-parked", "malformed-consistency-token"])]
    public async Task<IResult> ListAtRiskAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One + "/at-risk")] HttpRequest request, Guid programmeId, CancellationToken cancellation)
    {
        var (projection, tenantId) = (ProgrammeDashboardProjection.Declared, request.Caller().TenantId);
        var state = await StateAsync(request, tenantId, programmeId, cancellation);
        if (!state.IsSuccess) return Problems.Of(state.Error);
        // Another build is another list.
        var page = PageRequest.Read(request, $"at-risk/{tenantId}/{programmeId}/{state.Value.Build}");
        if (!page.IsSuccess) return Problems.Of(page.Error);
        var partition = ProgrammeDashboardProjection.PartitionOf(tenantId, programmeId);
        var programme = await model.ReadAsync(projection, ProgrammeDashboardProjection.Programmes, new DocumentPlace(partition), state.Value, cancellation);
        if (programme.Content is null) return Problems.Of(NotFound);
        var found = await model.ListAsync(
            projection, ProgrammeDashboardProjection.Learners, partition, ProgrammeDashboardProjection.LearnerPrefix, "isAtRisk", state.Value,
            new PageOf(page.Value.Size, page.Value.Continuation), cancellation);
        if (found is null) return Problems.Of(PageRequest.MalformedContinuation);
        var learners = found.Items.Select(one => (Learner)one.Content!).ToList();
        var open = await gate.OpenAsync(tenantId, learners.Select(learner => learner.PersonId.ToString()), ProgrammeDashboardProjection.ProgressAnalysis, cancellation);
        return Results.Ok(new JsonObject
        {
            ["items"] = JsonSerializer.SerializeToNode(learners.Where(learner => open.Contains(learner.PersonId.ToString())).Select(LearnerAtRisk.Of), DocumentJson.Options),
            ["continuation"] = page.Value.Next(found.Continuation),
            ["rule"] = LearnerRisks.Rule,
            ["asOf"] = JsonSerializer.SerializeToNode(state.Value.AsOf, DocumentJson.Options),
            ["lag"] = Dashboard.LagOf(state.Value, time.GetUtcNow()),
            ["projection"] = new JsonObject { ["name"] = projection.Name, ["version"] = state.Value.Build },
        });
    }

    private async Task<Result<ModelState>> StateAsync(HttpRequest request, string tenantId, Guid programmeId, CancellationToken cancellation)
    {
        if (!ConsistentWith.TryRead(request, out var token)) return ConsistentWith.Malformed;
        return await model.StateAsync(ProgrammeDashboardProjection.Declared, tenantId, token, ProgrammeDashboardProjection.HolderOf(token, programmeId), cancellation);
    }
}
