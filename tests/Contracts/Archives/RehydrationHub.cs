using Microsoft.DurableTask.Client;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Contracts.DurableTask;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Functions.Orchestrations.Rehydration.Keeping;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Contracts.Archives;

/// <summary>The orchestration that brings records back, with its activities, and who asks for it.</summary>
internal sealed class RehydrationHub(ReturningApp app) : IAsyncDisposable
{
    private readonly TaskHub _hub = new();

    private Caller Operator => new(app.Tenant, "operator-1", PersonId: null, new HashSet<Role> { Role.Operator });

    public DurableTaskClient Client => _hub.Client;

    public static async Task<RehydrationHub> StartAsync(ReturningApp app)
    {
        var (hub, steps) = (new RehydrationHub(app), app.Get<RehydrationActivities>());
        hub._hub.Orchestrator<RehydrationCheckpoint, object?>(RehydrationOrchestration.Name, async (context, checkpoint) =>
        {
            await RehydrationOrchestration.RunAsync(context, checkpoint);
            return null;
        });
        hub._hub.Activity<ListTask, ArchivedPage>(RehydrationActivities.List, (_, task) => steps.ListAsync(task, CancellationToken.None));
        hub._hub.Activity<BringBackTask, BroughtBack>(RehydrationActivities.BringBack, (_, task) => steps.BringBackAsync(task, CancellationToken.None));
        hub._hub.Activity<FinishTask, object?>(RehydrationActivities.Finish, async (_, task) =>
        {
            await steps.FinishAsync(task, CancellationToken.None);
            return null;
        });
        await hub._hub.StartAsync();
        return hub;
    }

    public Task<Result<AcceptedRehydration>> AskAsync(string domain, Guid? person = null, Guid? archival = null, string? key = null, RehydrationReason reason = RehydrationReason.Audit)
    {
        var context = new CommandContext(Operator, "rehydration-started") { IdempotencyKey = key, RequestHash = $"{domain} {person} {archival} {reason}" };
        var id = key is null ? Guid.NewGuid() : CommandContext.IdOf(Operator, key);
        return app.Get<RehydrationIntake>().AcceptAsync(
            new StartRequest<RehydrationRequest>(context, id, new RehydrationRequest { Domain = domain, PersonId = person, ArchivalId = archival, Reason = reason }), Client, CancellationToken.None);
    }

    public async Task<RehydrationAnswer> ReadAsync(AcceptedRehydration accepted) => await RehydrationAnswer.ReadAsync(
        (await app.Get<RehydrationDocuments>().FindAsync(accepted.Rehydration.Place, CancellationToken.None))!, Client, CancellationToken.None);

    public async Task<RehydrationAnswer> UntilAsync(AcceptedRehydration accepted, RehydrationStatus status)
    {
        RehydrationAnswer? seen = null;
        await Deadline.UntilAsync($"the rehydration is {status}", async () => (seen = await ReadAsync(accepted)).Status == status);
        return seen!;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
