using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Audit.Checkpoints;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.Audit;

/// <summary>Proves that the audit is what it was; nothing here changes an entry or takes one away.</summary>
public sealed class AuditCheckFunctions(AuditVerifier verifier, AuditCheckpoints checkpoints, TimeProvider time)
{
    [Function("VerifyAudit")]
    [Allow(Role.Auditor, Role.Dpo)]
    [Operation("Check that no entry of the audit was altered, removed, inserted or moved, and no end cut off", Body = typeof(AuditCheck), Answer = typeof(AuditVerification))]
    public async Task<IResult> VerifyAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/verify")] HttpRequest request, CancellationToken cancellation)
    {
        var check = await StartRequest.ReadAsync<AuditCheck>(request, "audit-check", cancellation);
        if (!check.IsSuccess) return Problems.Of(check.Error);
        var (caller, wanted) = (request.Caller(), check.Value.Body);
        var subject = new SubjectPlace(caller.TenantId, wanted.PersonId?.ToString() ?? AccessLogFunctions.TheAudit);
        AccessTrail.Current?.Note(AccessKind.AuditRead, caller, subject, "audit-chain", "", []);
        return Results.Json(
            wanted.PersonId is null
                ? await verifier.VerifyAsync(caller.TenantId, wanted.From, wanted.Continuation, cancellation)
                : await verifier.VerifyAsync(subject, wanted.From, cancellation),
            DocumentJson.Options);
    }

    [Function("TakeAuditCheckpoints")]
    [Allow(Role.Auditor, Role.Dpo)]
    [Operation("Write down now where the chains of the audit end, signed, and where nobody can take it back", Answer = typeof(CheckpointsTaken))]
    public async Task<IResult> TakeAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "audit/checkpoints")] HttpRequest request, CancellationToken cancellation)
    {
        var taken = await checkpoints.TakeAsync(cancellation);
        return Results.Json(new CheckpointsTaken(time.GetUtcNow(), taken.GetValueOrDefault(request.Caller().TenantId)), DocumentJson.Options);
    }

    [Function("CheckpointAudit")]
    public Task CheckpointAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancellation) => checkpoints.TakeAsync(cancellation);
}
