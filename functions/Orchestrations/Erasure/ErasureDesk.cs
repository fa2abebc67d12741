using Microsoft.DurableTask.Client;
using Serverless.Functions.Orchestrations.Erasure.Keeping;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure;

/// <summary>Decides about an erasure for a caller who may: what is decided is stored, and then its orchestration is woken.</summary>
public sealed class ErasureDesk(ErasureCases cases, ErasureIntake intake, TimeProvider time)
{
    /// <param name="decide">Asked again where another has decided something in between.</param>
    public async Task<Result<ErasureCase>> DecideAsync(
        Caller caller, Guid erasureId, Func<ErasureCase, string, DateTimeOffset, Result<ErasureCase>> decide, DurableTaskClient client, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(decide);
        if (await FindAsync(caller, erasureId, cancellation) is null) return ErasureErrors.NotFound;
        Error? refusal = null;
        var after = await cases.ChangeAsync(
            caller.TenantId,
            erasureId,
            before =>
            {
                var decided = decide(before, caller.Id, time.GetUtcNow());
                refusal = decided.Error;
                return decided.IsSuccess ? decided.Value : before;
            },
            cancellation);
        if (refusal is not null) return refusal;
        await intake.WakeAsync(after, client, cancellation);
        return after;
    }

    /// <summary>Null where there is none that the caller may know of.</summary>
    public async Task<ErasureCase?> FindAsync(Caller caller, Guid erasureId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var erasure = await cases.FindAsync(caller.TenantId, erasureId, cancellation);
        var isOwnOnly = caller.Is(Role.Learner) && !caller.Is(Role.Dpo) && !caller.Is(Role.Auditor);
        return erasure is null || (isOwnOnly && !caller.Is(erasure.PersonId)) ? null : erasure;
    }
}
