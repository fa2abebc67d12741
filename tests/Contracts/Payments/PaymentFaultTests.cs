using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Cosmos;
using Serverless.Contracts.Domains;
using Serverless.LocalCosmos;

namespace Serverless.Contracts.Payments;

/// <summary>Payments and refunds that break off anywhere, and are sent again until somebody knows what became of them, or given up.</summary>
public sealed class PaymentFaultTests(PaymentsApp app) : IClassFixture<PaymentsApp>
{
    private const int Accounts = 3;

    private static readonly Gen<Step> Steps =
        from @from in Gen.Choose(0, Accounts - 1)
        from offset in Gen.Choose(1, Accounts - 1)
        from amount in Gen.Choose(1, 50)
        from refunds in Gen.Elements(true, false, false)
        from attempts in Gen.Choose(1, 4)
        from action in Gen.Elements(FaultAction.DropAnswer, FaultAction.DropRequest, FaultAction.ServiceUnavailable, FaultAction.TooManyRequests)
        from operation in Gen.Elements(RequestKind.Batch, RequestKind.Batch, RequestKind.ReadItem)
        from skip in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        select new Step(@from, (@from + offset) % Accounts, amount, refunds, attempts, new FaultRule { Action = action, Operation = operation, Container = "payments", Skip = skip, Count = count });

    [Fact]
    [Trait("Requirement", "S4")]
    [Trait("Requirement", "S94")]
    [Trait("Requirement", "S95")]
    public async Task Both_legs_are_posted_or_none_and_nothing_is_lost_or_posted_twice()
    {
        var (posted, repeated) = (0, 0);
        // Whatever is drawn after it, one answer is lost and its request sent again.
        var lost = new FaultRule { Action = FaultAction.DropAnswer, Operation = RequestKind.Batch, Container = "payments", Count = 1 };
        Assert.True(await HoldsAsync([new Step(From: 0, To: 1, Amount: 5, Refunds: false, Attempts: 4, lost)]));
        Prop.ForAll(Steps.NonEmptyListOf().ToArbitrary(), steps => HoldsAsync(steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(10).WithEndSize(14));
        Assert.True(posted > 0 && repeated > 0, $"{posted} posted, {repeated} repeated.");

        async Task<bool> HoldsAsync(IEnumerable<Step> steps)
        {
            var school = await School.OpenAsync(app);
            Guid[] accounts = [await school.AccountAsync("income"), await school.AccountAsync(), await school.AccountAsync()];
            var (known, unknown) = (new HashSet<Guid>(), 0);
            foreach (var (step, index) in steps.Select((step, index) => (step, index)))
            {
                var paid = known.FirstOrDefault();
                var rule = app.Faults.Add(step.Fault);
                var (reply, attempts) = await TryAsync(
                    () => step.Refunds && paid != default
                        ? school.RefundAsync(paid, step.Amount, key: $"{school.Id}-{index}")
                        : school.PayAsync(accounts[step.From], accounts[step.To], step.Amount, key: $"{school.Id}-{index}"),
                    step.Attempts);
                app.Faults.Remove(rule);
                if (attempts > 1) repeated++;
                if (reply is null) unknown++;
                else if (reply.Status == StatusCodes.Status201Created) Assert.True(known.Add(reply.Id), "Two requests were answered with one transfer.");
                else Assert.Equal(StatusCodes.Status409Conflict, reply.Status);
            }

            var transfers = (await school.VerifyAsync(accounts)).Select(transfer => (Guid)transfer["id"]!).ToHashSet();
            posted += transfers.Count;
            return known.IsSubsetOf(transfers) && transfers.Count <= known.Count + unknown;
        }
    }

    private static async Task<(Reply? Reply, int Attempts)> TryAsync(Func<Task<Reply>> command, int attempts)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            try
            {
                return (await command(), attempt);
            }
            catch (Exception e) when (e is CosmosException or HttpRequestException)
            {
                // Nobody knows what has happened; perhaps the next attempt tells.
            }
        }

        return (null, attempts);
    }

    private sealed record Step(int From, int To, int Amount, bool Refunds, int Attempts, FaultRule Fault);
}
