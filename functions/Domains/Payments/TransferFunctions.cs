using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Payments;

/// <summary>Transfers within a ledger; those between ledgers are made of them.</summary>
public sealed class TransferFunctions(RecordEndpoint records, PlanEndpoint plans, Postings postings, AccountTurns turns)
{
    private const string List = "ledgers/{ledgerId:guid}/transfers";
    private const string One = List + "/{transferId:guid}";

    [Function("PostTransfer")]
    [Allow(Role.Staff)]
    [Operation("Move money from one account of a ledger to another", Body = typeof(TransferDetails), Answer = typeof(Transfer), Status = 201, Errors = ["transfer-invalid", "account-closed", "insufficient-funds", "ledger-not-found"])]
    public async Task<IResult> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, Guid ledgerId, CancellationToken cancellation)
    {
        using var turn = turns.Begin();
        return await plans.CreateAsync(
            request,
            PaymentsDomain.Transfers,
            id => KeyOf(request, ledgerId, id),
            (RecordKey key, TransferDetails details) => postings.PostAsync(key, details, turn, cancellation),
            cancellation);
    }

    [Function("ListTransfers")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Query("fromAccountId")]
    [Query("toAccountId")]
    [Query("personId")]
    [Operation("List a ledger's transfers, the newest first", Answer = typeof(Transfer), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid ledgerId, CancellationToken cancellation) =>
        records.ListAsync(request, PaymentsDomain.Transfers, ledgerId, ["fromAccountId", "toAccountId", "personId"], cancellation);

    [Function("GetTransfer")]
    [Allow(Role.Staff, Role.Dpo, Role.Auditor)]
    [Operation("Read a transfer", Answer = typeof(Transfer))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid ledgerId, Guid transferId, CancellationToken cancellation) =>
        records.GetAsync(request, PaymentsDomain.Transfers, KeyOf(request, ledgerId, transferId), cancellation);

    [Function("RefundTransfer")]
    [Allow(Role.Staff)]
    [Operation("Give money back, wholly or in part, by a reversing transfer", Body = typeof(RefundDetails), Answer = typeof(Transfer), Status = 201, Errors = ["refund-invalid", "refund-exceeds-payment", "refund-of-refund", "refund-of-step", "account-closed", "insufficient-funds", "transfer-not-found"])]
    public async Task<IResult> RefundAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/refund")] HttpRequest request, Guid ledgerId, Guid transferId, CancellationToken cancellation)
    {
        using var turn = turns.Begin();
        return await plans.CreateAsync(
            request,
            PaymentsDomain.Transfers,
            id => KeyOf(request, ledgerId, id),
            (RecordKey key, RefundDetails details) => postings.RefundAsync(key, transferId, details, turn, cancellation),
            cancellation,
            list: $"/api/ledgers/{ledgerId}/transfers");
    }

    private static RecordKey KeyOf(HttpRequest request, Guid ledgerId, Guid transferId) => new(request.Caller().TenantId, ledgerId.ToString(), transferId);
}
