using Serverless.Contracts.Backends;

namespace Serverless.Contracts.DurableTask;

/// <summary>However often the process is killed, each accepted instance ends as it would have.</summary>
public sealed class KillTests
{
    private const int Kills = 200;
    private const int OrdersARound = 2;
    private const int Seed = 20260101;

    /// <summary>What the orders of one round alone make the app say, at least: twelve lines each.</summary>
    private const int LinesARound = 12 * OrdersARound;

    [Fact(Timeout = 600_000)]
    public async Task Every_accepted_order_ends_with_its_result()
    {
        using TemporaryDirectory directory = new();
        Random random = new(Seed);
        OrderBook orders = new();
        for (var round = 0; round < Kills; round++)
        {
            orders.Add(OrdersARound);
            var reached = orders.Expect(random.Next(1, LinesARound));
            using var app = DurableAppProcess.Start(directory.Path, orders.Hear);
            await orders.PlaceAsync(app);
            await app.UntilAsync($"the point of kill {round}", reached);
            await app.KillAsync();
        }

        using var last = DurableAppProcess.Start(directory.Path, orders.Hear);
        await orders.PlaceAsync(last);
        await last.UntilAsync("every order is accepted", orders.AcknowledgedAsync("start"));
        await orders.PlaceAsync(last);
        await last.UntilAsync("every event is accepted", orders.AcknowledgedAsync("raise"));
        await last.UntilAsync("every order has ended", orders.EndAsync(last));
        orders.AssertResults();
    }
}
