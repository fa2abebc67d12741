using System.Diagnostics;
using System.Text.Json;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.PrivacyRequests;

/// <summary>What erasures, exports and others tell the register, and ask it.</summary>
public sealed class PrivacyRegister(RecordStore store, Commands commands, TimeProvider time)
{
    private const int PageSize = 100;

    public async Task<Result<bool>> EnterAsync(CommandContext context, NewPrivacyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(request);
        var received = new PrivacyRequestReceived
        {
            Kind = request.Kind,
            Jurisdiction = request.Jurisdiction,
            RequestedBy = request.RequestedBy,
            ReceivedAt = context.At ?? time.GetUtcNow(),
            RespondBy = request.Respond,
            Rule = request.Rule,
        };
        var key = new RecordKey(context.Caller.TenantId, request.PersonId.ToString(), request.RequestId);
        var entered = await commands.CreateAsync(PrivacyRequestsDomain.Requests, key, context, () => received, cancellation);
        if (entered.IsSuccess) return entered.Value.IsRepeated;
        // Its id is the request's, so what is there is this one; the answer that knew its key may be forgotten.
        if (entered.Error == StoreErrors.Exists) return true;
        return entered.Error;
    }

    public async Task<Error?> AdvanceAsync(
        Caller caller, Guid personId, Guid requestId, PrivacyRequestStatus status, string? reason, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var key = new RecordKey(caller.TenantId, personId.ToString(), requestId);
        var context = new CommandContext(caller, "advanced") { TraceParent = Activity.Current?.Id };
        var advanced = await commands.ChangeAsync(
            PrivacyRequestsDomain.Requests, key, context, state => PrivacyRequestDecisions.Advance(state, status, reason, time.GetUtcNow()), cancellation);
        return advanced.Error == StoreErrors.NotFound ? PrivacyRequestErrors.NotFound : advanced.Error;
    }

    public async Task<IReadOnlyList<Guid>> FindOpenAsync(string tenantId, Guid personId, PrivacyRequestKind kind, CancellationToken cancellation)
    {
        var query = new RecordQuery(tenantId, personId.ToString())
        {
            Where = new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()) },
        };
        var open = new List<Guid>();
        string? continuation = null;
        do
        {
            // Null is the answer to a continuation that a caller made up; this one is the store's own.
            var page = (await store.ListAsync(PrivacyRequestsDomain.Requests, query, PageSize, continuation, cancellation))!;
            open.AddRange(page.Items.Where(request => request.State.EndedAt is null).Select(request => request.Key.RecordId));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        return open;
    }
}
