using System.Net;
using Serverless.Acceptance.Running;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Domains;

[Collection(nameof(SharedSite))]
public sealed class When_an_application_ends(SharedSite shared)
{
    [Fact]
    [Trait("Requirement", "S46")]
    public async Task Its_seat_is_free_for_the_next()
    {
        var site = shared.NewTenant();
        var office = await Office.OpenAsync(site);
        var programme = await office.PublishAsync(capacity: 1);
        var first = await office.ApplyAsync(await office.RegisterAsync("Ada Example"), programme);
        var second = await office.ApplyAsync(await office.RegisterAsync("Alan Example"), programme);

        await office.PostAsync($"{first}/accept");
        using (var full = await office.SendAsync(HttpMethod.Post, $"{second}/accept"))
            Assert.Equal(HttpStatusCode.Conflict, full.StatusCode);

        await office.PostAsync($"{first}/withdraw");
        using var deadline = new CancellationTokenSource(Deadline.Patience);
        while ((int)(await office.GetAsync($"programmes/{programme}"))["seatsTaken"]! > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(50), deadline.Token);

        Assert.Equal("accepted", (string?)(await office.PostAsync($"{second}/accept"))["status"]);
    }
}
