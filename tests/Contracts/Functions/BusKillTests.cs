using Serverless.Contracts.Running;

namespace Serverless.Contracts.Functions;

/// <summary>What was accepted for a queue reaches its function, whatever becomes of the process in between.</summary>
public sealed class BusKillTests
{
    private const int Rounds = 4;
    private const int Seed = 20240131;

    [Fact]
    public async Task A_message_in_flight_at_a_kill_comes_again()
    {
        using var folder = BusFolder.Create("Deliver");
        using (var first = await AppProcess.StartAsync(folder))
        {
            await first.SendAsync("deliveries", new Outgoing("a", "", Subject: "stuck"), new Outgoing("b", "", Subject: "stuck"), new Outgoing("c", "", Subject: "stuck"));
            await first.JournalAsync("Deliver", entries => entries.Length == 3);
            await first.KillAsync();
        }
        Assert.Empty(Delivered(folder));
        using var second = await AppProcess.StartAsync(folder);
        await Running.Deadline.UntilAsync("all are delivered", () => Delivered(folder).Order(StringComparer.Ordinal).SequenceEqual(["a", "b", "c"]));
    }

    [Fact(Timeout = Deadline.OfATest)]
    public async Task Accepted_messages_survive_every_kill()
    {
        var random = new Random(Seed);
        using var folder = BusFolder.Create("Deliver", "NotDelivered");
        var (accepted, attempted) = (new List<string>(), 0);
        for (var round = 0; round < Rounds; round++)
        {
            using var app = await AppProcess.StartAsync(folder);
            var target = Delivered(folder).Distinct(StringComparer.Ordinal).Count() + random.Next(20, 120);
            var sending = Task.Run(async () =>
            {
                while (true)
                {
                    var messages = Enumerable.Range(0, 10).Select(_ => new Outgoing($"m{attempted++}", "")).ToArray();
                    await app.SendAsync("deliveries", messages);
                    accepted.AddRange(messages.Select(message => message.Id));
                }
            });
            await Running.Deadline.UntilAsync("enough is delivered", () => Delivered(folder).Distinct(StringComparer.Ordinal).Count() >= target);
            await app.KillAsync();
            // The request that the kill has cut off was not accepted.
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Running.Deadline.WithinAsync("the sending ends", sending));
        }

        using var last = await AppProcess.StartAsync(folder);
        await Running.Deadline.UntilAsync("all that was accepted is delivered", () => !accepted.Except(Delivered(folder), StringComparer.Ordinal).Any());
        Assert.Empty(await last.JournalAsync("NotDelivered"));
        await last.StopAsync();
    }

    [Fact]
    public async Task A_function_finishes_its_message_when_the_host_stops()
    {
        using var folder = BusFolder.Create("Deliver");
        using (var first = await AppProcess.StartAsync(folder))
        {
            await first.SendAsync("deliveries", new Outgoing("last", "", Subject: "until stop"));
            await first.JournalAsync("Deliver", entries => entries.Length == 1);
            await first.StopAsync();
        }
        Assert.Equal(["last"], Delivered(folder));

        using var second = await AppProcess.StartAsync(folder);
        await second.SendAsync("deliveries", new Outgoing("next", ""));
        await second.JournalAsync("Deliver", entries => entries is ["next"]);
    }

    [Fact]
    public async Task A_second_host_in_the_folder_says_that_there_is_a_first()
    {
        using var folder = BusFolder.Create("Deliver");
        using (var first = await AppProcess.StartAsync(folder))
        {
            var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => AppProcess.StartAsync(folder));
            Assert.Contains("Another process serves the queues and topics of", failure.Message, StringComparison.Ordinal);
            await first.KillAsync();
        }
        using var next = await AppProcess.StartAsync(folder);
    }

    private static string[] Delivered(AppFolder folder)
    {
        var path = Path.Combine(folder.Path, "deliveries.txt");
        if (!File.Exists(path))
            return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
