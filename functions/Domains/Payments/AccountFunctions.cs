using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Payments;

public sealed class AccountFunctions(RecordEndpoint records, PlanEndpoint plans, Postings postings)
{
    private const string List = "ledgers/{ledgerId:guid}/accounts";
    private const string One = List + "/{accountId:guid}";

    [Function("OpenAccount")]
    [Allow(Role.Staff)]
    [Operation("Open an account", Body = typeof(AccountDetails), Answer = typeof(Account), Status = 201, Errors = ["account-invalid", "ledger-closed", "ledger-not-found"])]
    public Task<IResult> OpenAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, Guid ledgerId, CancellationToken cancellation) =>
        plans.CreateAsync(
            request,
            PaymentsDomain.Accounts,
            id => KeyOf(request, ledgerId, id),
            (RecordKey key, AccountDetails details) => postings.OpenAsync(key, details, cancellation),
            cancellation);

    [Function("ListAccounts")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Query("status")]
    [Operation("List a ledger's accounts, the newest first", Answer = typeof(Account), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid ledgerId, CancellationToken cancellation) =>
        records.ListAsync(request, PaymentsDomain.Accounts, ledgerId, ["status"], cancellation);

    [Function("GetAccount")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("Read an account", Answer = typeof(Account))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid ledgerId, Guid accountId, CancellationToken cancellation) =>
        records.GetAsync(request, PaymentsDomain.Accounts, KeyOf(request, ledgerId, accountId), cancellation);

    [Function("CloseAccount")]
    [Allow(Role.Staff)]
    [Operation("Close an account in which nothing is left", Answer = typeof(Account), Errors = ["account-not-empty", "clearing-account"])]
    public Task<IResult> CloseAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/close")] HttpRequest request, Guid ledgerId, Guid accountId, CancellationToken cancellation) =>
        plans.ActAsync(request, PaymentsDomain.Accounts, KeyOf(request, ledgerId, accountId), "closed", account => postings.CloseAsync(account, cancellation), cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid ledgerId, Guid accountId) => new(request.Caller().TenantId, ledgerId.ToString(), accountId);
}
