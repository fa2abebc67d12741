using System.Collections.Concurrent;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.LocalCosmos;

namespace Serverless.Acceptance.Payments;

public sealed class When_payments_meet_faults
{
    private const int Payers = 4;
    private const int Payments = 12;

    private static readonly RequestKind[] Kinds = [RequestKind.Batch, RequestKind.ReadItem];

    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S44")]
    [Trait("Requirement", "S94")]
    [Trait("Requirement", "S95")]
    public async Task Each_is_posted_once_with_both_legs_and_the_books_come_to_nothing()
    {
        await using var cosmos = await LocalCosmosServer.StartAsync(new LocalCosmosOptions { FaultSeed = 11 });
        await using var site = await Site.OpenAsync(cosmos.ConnectionString);
        var staff = await site.ClientAsync("staff");
        var books = new Books(staff);
        var ledger = await books.LedgerAsync("School");
        var accounts = new List<string> { await books.AccountAsync(ledger, "income") };
        for (var i = 0; i < 3; i++) accounts.Add(await books.AccountAsync(ledger, "asset"));
        foreach (var kind in Kinds)
        {
            Add(kind, FaultAction.TooManyRequests, 0.08);
            Add(kind, FaultAction.ServiceUnavailable, 0.04);
            Add(kind, FaultAction.DropRequest, 0.04);
            Add(kind, FaultAction.DropAnswer, 0.08);
        }

        var posted = new ConcurrentBag<Reply>();
        var paying = Task.WhenAll(Enumerable.Range(0, Payers).Select(PayAsync));
        await Deadline.UntilAsync("half is paid", () => posted.Count >= Payers * Payments / 2 || paying.IsFaulted);
        await site.KillAppAsync();
        await site.StartAppAsync();
        await paying;

        Assert.All(cosmos.Account.Faults.List().GroupBy(fault => fault.Rule.Action), action => Assert.True(action.Sum(fault => fault.Applied) > 0));
        Assert.True(staff.Repetitions > 0, "No request had to be repeated.");
        cosmos.Account.Faults.Clear();
        await books.TrialBalanceAsync(ledger);
        await using var store = new Ledger(cosmos.ConnectionString, site.Keys);
        var transfers = await Books.VerifyAsync(store);
        Assert.Equal(posted.Select(reply => Guid.Parse(reply.Id)).Order(), transfers.Select(transfer => transfer.Id).Order());
        foreach (var account in accounts)
        {
            var balance = posted.Sum(reply => ((string?)reply.Body["toAccountId"] == account ? Books.Amount(reply.Body["amount"]) : 0)
                - ((string?)reply.Body["fromAccountId"] == account ? Books.Amount(reply.Body["amount"]) : 0));
            Assert.Equal(balance, await books.BalanceAsync(ledger, account));
        }

        async Task PayAsync(int payer)
        {
            string? last = null;
            for (var i = 0; i < Payments; i++)
            {
                var reply = i % 4 == 3 && last is not null
                    ? await books.RefundAsync(ledger, last, 1 + i)
                    : await books.PayAsync(ledger, accounts[(i + payer) % 3], accounts[1 + ((i + payer) % 3)], 10 + (payer * Payments) + i);
                if (reply.Status == 201)
                {
                    posted.Add(reply);
                    last = reply.Body["refunds"] is null ? reply.Id : null;
                }
                else
                {
                    Assert.Contains(reply.Is(409).Code, new[] { "insufficient-funds", "refund-exceeds-payment" });
                }
            }
        }

        void Add(RequestKind kind, FaultAction action, double probability) =>
            cosmos.Account.Faults.Add(new FaultRule { Operation = kind, Action = action, Container = "payments", Probability = probability });
    }
}
