using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Kernel.Access;
using Serverless.Kernel.Ids;

namespace Serverless.Functions.Orchestrations.Archival;

/// <summary>Starts, once a day, an archival of every tenant and domain with something that is due.</summary>
public sealed class ArchivalSweep(RetiredRecords retired, RetirementRules rules, ArchivalIntake intake, TimeProvider time, ILogger<ArchivalSweep> log)
{
    private const string Sweeper = "retention-sweep";

    private static readonly HashSet<Role> None = [];

    [Function("SweepRetiredRecords")]
    public async Task RunAsync([TimerTrigger("0 17 2 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        foreach (var container in rules.Containers)
        {
            var tenants = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var domain in rules.Of(container))
                await foreach (var tenant in retired.TenantsAsync(domain, rules.DueAt(domain, now), cancellation)) tenants.Add(tenant);
            foreach (var tenant in tenants.Where(Caller.IsId)) await StartAsync(tenant, container, now, client, cancellation);
        }
    }

    private async Task StartAsync(string tenant, string container, DateTimeOffset now, DurableTaskClient client, CancellationToken cancellation)
    {
        // Told again on the same day, it is the same archival.
        var key = string.Create(CultureInfo.InvariantCulture, $"{container}:{now.UtcDateTime:yyyy-MM-dd}");
        var caller = new Caller(tenant, Sweeper, PersonId: null, None);
        var context = new CommandContext(caller, Sweeper) { IdempotencyKey = key, CommandId = CommandContext.IdOf(caller, key) };
        var start = new StartRequest<ArchivalRequest>(context, Uuid.Derived("archival", context.CommandId.ToString()), new ArchivalRequest { Domain = container });
        var accepted = await intake.AcceptAsync(start, client, cancellation);
        if (accepted.IsSuccess) log.Started(container, tenant, accepted.Value.Archival.Id);
        else log.NotStarted(container, tenant, accepted.Error.Code);
    }
}

internal static partial class ArchivalLog
{
    [LoggerMessage(400, LogLevel.Information, "Records of {Container} of {Tenant} are due: the archival {ArchivalId} moves them")]
    public static partial void Started(this ILogger log, string container, string tenant, string archivalId);

    [LoggerMessage(401, LogLevel.Warning, "Records of {Container} of {Tenant} are due, and no archival has begun: {Code}")]
    public static partial void NotStarted(this ILogger log, string container, string tenant, string code);

    [LoggerMessage(402, LogLevel.Error, "The archival {ArchivalId} of {Container} of {Tenant} has failed: {Code}. What it had moved is archived; the rest is where it was")]
    public static partial void Failed(this ILogger log, string archivalId, string container, string tenant, string? code);
}
