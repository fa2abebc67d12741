using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.Payments;

namespace Serverless.Contracts.Payments;

/// <summary>A ledger of one currency, what is done in it, and what its books say.</summary>
internal sealed class School(PaymentsApp app, Guid id)
{
    public Guid Id => id;

    public static async Task<School> OpenAsync(PaymentsApp app)
    {
        var opened = await app.CallAsync<LedgerFunctions>((f, request) => f.OpenAsync(request, CancellationToken.None), new JsonObject { ["name"] = "School" });
        Assert.Equal(StatusCodes.Status201Created, opened.Status);
        return new(app, opened.Id);
    }

    public async Task<Guid> AccountAsync(string kind = "asset", bool? mayBeNegative = null, string currency = "EUR")
    {
        var opened = await OpenAccountAsync(new() { ["name"] = kind, ["currency"] = currency, ["kind"] = kind, ["mayBeNegative"] = mayBeNegative });
        Assert.Equal(StatusCodes.Status201Created, opened.Status);
        return opened.Id;
    }

    public Task<Reply> OpenAccountAsync(JsonObject details) =>
        app.CallAsync<AccountFunctions>((f, request) => f.OpenAsync(request, id, CancellationToken.None), details);

    public Task<Reply> CloseAccountAsync(Guid account) =>
        app.CallAsync<AccountFunctions>((f, request) => f.CloseAsync(request, id, account, CancellationToken.None));

    public Task<Reply> CloseAsync() => app.CallAsync<LedgerFunctions>((f, request) => f.CloseAsync(request, id, CancellationToken.None));

    public static JsonObject Details(Guid from, Guid to, decimal amount, string? reference = null, Guid? person = null) => new()
    {
        ["fromAccountId"] = from,
        ["toAccountId"] = to,
        ["amount"] = amount.ToString(CultureInfo.InvariantCulture),
        ["currency"] = "EUR",
        ["purpose"] = "tuition",
        ["reference"] = reference,
        ["personId"] = person,
    };

    public Task<Reply> PayAsync(Guid from, Guid to, decimal amount, string? key = null) => PayAsync(Details(from, to, amount), key);

    public Task<Reply> PayAsync(JsonObject details, string? key = null) =>
        app.CallAsync<TransferFunctions>((f, request) => f.PostAsync(request, id, CancellationToken.None), details, key);

    /// <param name="amount">Null for all that is left.</param>
    public Task<Reply> RefundAsync(Guid transfer, decimal? amount = null, string? key = null) => app.CallAsync<TransferFunctions>(
        (f, request) => f.RefundAsync(request, id, transfer, CancellationToken.None),
        new JsonObject { ["amount"] = amount?.ToString(CultureInfo.InvariantCulture), ["reason"] = "dropOut" },
        key);

    public Task<Reply> TransferAsync(Guid transfer, string? consistentWith = null) =>
        app.CallAsync<TransferFunctions>((f, request) => f.GetAsync(request, id, transfer, CancellationToken.None), consistentWith: consistentWith);

    public Task<Reply> AccountAsync(Guid account, string? consistentWith = null) =>
        app.CallAsync<AccountFunctions>((f, request) => f.GetAsync(request, id, account, CancellationToken.None), consistentWith: consistentWith);

    public async Task<decimal> BalanceAsync(Guid account) => Amount((await AccountAsync(account)).Field("balance"));

    public Task<Reply> TrialBalanceAsync() => app.CallAsync<LedgerFunctions>((f, request) => f.BalanceAsync(request, id, CancellationToken.None));

    /// <summary>Every transfer of the ledger, read page by page.</summary>
    public async Task<IReadOnlyList<JsonObject>> TransfersAsync(string filter = "")
    {
        var found = new List<JsonObject>();
        string? continuation = null;
        do
        {
            var query = $"?pageSize=7{filter}{(continuation is null ? "" : $"&continuation={continuation}")}";
            var page = await app.CallAsync<TransferFunctions>((f, request) => f.ListAsync(request, id, CancellationToken.None), query: query);
            Assert.Equal(StatusCodes.Status200OK, page.Status);
            found.AddRange(page.Body["items"]!.AsArray().Select(item => item!.AsObject()));
            continuation = (string?)page.Body["continuation"];
        }
        while (continuation is not null);
        return found;
    }

    /// <summary>Nothing is lost and nothing is there twice: accounts and transfers agree, and each account's transfers are numbered without a gap.</summary>
    public async Task<IReadOnlyList<JsonObject>> VerifyAsync(params Guid[] accounts)
    {
        var balance = await TrialBalanceAsync();
        Assert.True((bool)balance.Body["isBalanced"]!, balance.Body.ToJsonString());
        var transfers = await TransfersAsync();
        Assert.Equal(transfers.Count, transfers.Select(transfer => (Guid)transfer["id"]!).Distinct().Count());
        foreach (var account in accounts)
        {
            var state = await AccountAsync(account);
            var outgoing = transfers.Where(transfer => (Guid)transfer["fromAccountId"]! == account).ToList();
            var incoming = transfers.Where(transfer => (Guid)transfer["toAccountId"]! == account).ToList();
            Assert.Equal(Amount(state.Field("balance")), incoming.Sum(Amount) - outgoing.Sum(Amount));
            Assert.True((bool)state.Body["mayBeNegative"]! || Amount(state.Field("balance")) >= 0, "An account is overdrawn.");
            var numbers = outgoing.Select(transfer => (long)transfer["fromPosting"]!).Concat(incoming.Select(transfer => (long)transfer["toPosting"]!)).Order();
            Assert.Equal(Enumerable.Range(1, (int)state.Body["postings"]!).Select(number => (long)number), numbers);
        }

        return transfers;
    }

    public static decimal Amount(JsonObject transfer) => Amount((string)transfer["amount"]!);

    public static decimal Amount(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
