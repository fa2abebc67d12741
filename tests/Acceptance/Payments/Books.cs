using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Payments;

namespace Serverless.Acceptance.Payments;

/// <summary>Staff who keep books over HTTP.</summary>
internal sealed class Books(Client staff)
{
    private static readonly string[] Ends = ["completed", "compensated", "refused"];

    public async Task<string> LedgerAsync(string name) => (await staff.PostAsync("ledgers", new JsonObject { ["name"] = name })).Is(201).Id;

    public async Task<string> AccountAsync(string ledger, string kind) =>
        (await staff.PostAsync($"ledgers/{ledger}/accounts", new JsonObject { ["name"] = kind, ["currency"] = "EUR", ["kind"] = kind })).Is(201).Id;

    public Task<Reply> PayAsync(string ledger, string from, string to, int amount) => staff.PostAsync($"ledgers/{ledger}/transfers", new JsonObject
    {
        ["fromAccountId"] = from,
        ["toAccountId"] = to,
        ["amount"] = $"{amount}",
        ["currency"] = "EUR",
        ["purpose"] = "tuition",
    });

    public Task<Reply> RefundAsync(string ledger, string transfer, int? amount = null) =>
        staff.PostAsync($"ledgers/{ledger}/transfers/{transfer}/refund", new JsonObject { ["amount"] = amount is null ? null : $"{amount}", ["reason"] = "dropOut" });

    public async Task<decimal> BalanceAsync(string ledger, string account) => Amount((await staff.GetAsync($"ledgers/{ledger}/accounts/{account}")).Is(200).Body["balance"]);

    public Task<Reply> OrderAsync((string Ledger, string Account) from, (string Ledger, string Account) to, int amount, string? reference = null) =>
        staff.PostAsync("transfers", Order(from, to, amount, reference));

    public static JsonObject Order((string Ledger, string Account) from, (string Ledger, string Account) to, int amount, string? reference = null) => new()
    {
        ["from"] = new JsonObject { ["ledgerId"] = from.Ledger, ["accountId"] = from.Account },
        ["to"] = new JsonObject { ["ledgerId"] = to.Ledger, ["accountId"] = to.Account },
        ["amount"] = $"{amount}",
        ["currency"] = "EUR",
        ["reference"] = reference,
    };

    /// <summary>The transfer between ledgers, once it has come to an end.</summary>
    public async Task<JsonObject> EndAsync(string transfer)
    {
        JsonObject? seen = null;
        await Deadline.UntilAsync($"the transfer {transfer} ends", async () =>
        {
            seen = (await staff.GetAsync($"transfers/{transfer}")).Is(200).Body;
            return Ends.Contains((string)seen["status"]!, StringComparer.Ordinal);
        });
        return seen!;
    }

    public async Task<JsonObject> TrialBalanceAsync(string ledger)
    {
        var balance = (await staff.GetAsync($"ledgers/{ledger}/trial-balance")).Is(200).Body;
        Assert.True((bool)balance["isBalanced"]!, balance.ToJsonString());
        return balance;
    }

    /// <summary>What the store holds: every record is what its events tell, every account what its transfers come to, and none is overdrawn.</summary>
    public static async Task<IReadOnlyList<Kept<Transfer>>> VerifyAsync(Writing.Ledger store)
    {
        await store.ReadAsync(PaymentsDomain.Ledgers);
        var transfers = await store.ReadAsync(PaymentsDomain.Transfers);
        var accounts = await store.ReadAsync(PaymentsDomain.Accounts);
        Assert.Equal(0, accounts.Sum(account => account.State.Balance));
        Assert.All(accounts, account =>
        {
            var outgoing = transfers.Where(transfer => transfer.State.FromAccountId == account.Id).ToList();
            var incoming = transfers.Where(transfer => transfer.State.ToAccountId == account.Id).ToList();
            Assert.Equal(account.State.Balance, incoming.Sum(transfer => transfer.State.Amount) - outgoing.Sum(transfer => transfer.State.Amount));
            Assert.True(account.State.MayBeNegative || account.State.Balance >= 0, "An account is overdrawn.");
            Assert.Equal(
                Enumerable.Range(1, (int)account.State.Postings).Select(number => (long)number),
                outgoing.Select(transfer => transfer.State.FromPosting).Concat(incoming.Select(transfer => transfer.State.ToPosting)).Order());
        });
        return transfers;
    }

    public static decimal Amount(JsonNode? text) => decimal.Parse((string)text!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
