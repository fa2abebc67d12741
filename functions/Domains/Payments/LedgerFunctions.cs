using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Payments;

public sealed class LedgerFunctions(RecordEndpoint records, TrialBalanceReader balances)
{
    private const string List = "ledgers";
    private const string One = List + "/{ledgerId:guid}";

    [Function("OpenLedger")]
    [Allow(Role.Staff)]
    [Operation("Open a ledger", Body = typeof(LedgerDetails), Answer = typeof(Ledger), Status = 201, Errors = ["ledger-invalid"])]
    public Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, CancellationToken cancellation) =>
        records.CreateAsync(
            request, PaymentsDomain.Ledgers, id => RecordKey.OfSubject(request.Caller().TenantId, id), (LedgerDetails details) => LedgerDecisions.Open(details), cancellation);

    [Function("ListLedgers")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("List ledgers, the newest first", Answer = typeof(Ledger), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, CancellationToken cancellation) =>
        records.ListAsync(request, PaymentsDomain.Ledgers, subjectId: null, [], cancellation);

    [Function("GetLedger")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("Read a ledger", Answer = typeof(Ledger))]
    public Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid ledgerId, CancellationToken cancellation) =>
        records.GetAsync(request, PaymentsDomain.Ledgers, KeyOf(request, ledgerId), cancellation);

    [Function("CloseLedger")]
    [Allow(Role.Staff)]
    [Operation("Close a ledger without open accounts, for good", Answer = typeof(Ledger), Errors = ["ledger-in-use"])]
    public Task<IResult> CloseAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/close")] HttpRequest request, Guid ledgerId, CancellationToken cancellation) =>
        records.ActAsync(request, PaymentsDomain.Ledgers, KeyOf(request, ledgerId), "closed", LedgerDecisions.Close, cancellation);

    [Function("GetTrialBalance")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("Add up the accounts of a ledger and its transfers, which must come to the same and to nothing", Answer = typeof(TrialBalanceAnswer), Errors = ["ledger-not-found"])]
    public async Task<IResult> BalanceAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One + "/trial-balance")] HttpRequest request, Guid ledgerId, CancellationToken cancellation)
    {
        var balance = await balances.ReadAsync(KeyOf(request, ledgerId), cancellation);
        return balance.IsSuccess ? Results.Ok(balance.Value.Json()) : Problems.Of(balance.Error);
    }

    private static RecordKey KeyOf(HttpRequest request, Guid ledgerId) => RecordKey.OfSubject(request.Caller().TenantId, ledgerId);
}
