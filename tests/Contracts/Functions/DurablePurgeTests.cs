using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Serverless.Contracts.Functions;

/// <summary>Instances that are forgotten, one by its id or many by filters.</summary>
[Collection(nameof(DurableApp))]
public sealed class DurablePurgeTests(DurableApp app)
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_purged_instance_is_gone_for_good()
    {
        var links = await app.Http.StartAsync("FanOut", 3);
        await app.Http.EndAsync(links);
        using var purged = await app.Http.DeleteAsync((string)links["purgeHistoryDeleteUri"]!);
        Assert.Equal("""{"instancesDeleted":1}""", await purged.Content.ReadAsStringAsync());
        using var gone = await app.Http.GetAsync((string)links["statusQueryGetUri"]!);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task Instances_are_purged_by_time_and_status()
    {
        using (await app.Http.DeleteAsync(Address("createdTimeFrom=2000-01-01T00:00:00Z")))
        {
        }
        await app.Http.RunAsync("FanOut", 1, $"{_prefix}-1");
        await app.Http.RunAsync("FanOut", 2, $"{_prefix}-2");
        await app.Http.RunAsync("Fragile", null, $"{_prefix}-3");

        using var purged = await app.Http.DeleteAsync(Address("createdTimeFrom=2000-01-01T00:00:00Z&runtimeStatus=Completed"));
        Assert.Equal("""{"instancesDeleted":2}""", await purged.Content.ReadAsStringAsync());
        Assert.Equal([$"{_prefix}-3"], await ListAsync());

        using var none = await app.Http.DeleteAsync(Address("createdTimeFrom=2000-01-01T00:00:00Z&runtimeStatus=Completed"));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("createdTimeFrom=yesterday")]
    [InlineData("createdTimeFrom=2000-01-01T00:00:00Z&runtimeStatus=Complete")]
    public async Task A_purge_that_does_not_say_of_what_answers_400(string query)
    {
        using var answer = await app.Http.DeleteAsync(Address(query));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<IEnumerable<string>> ListAsync() =>
        (await app.Http.GetFromJsonAsync<JsonArray>(Address($"instanceIdPrefix={_prefix}")))!.Select(instance => (string)instance!["instanceId"]!);

    private Uri Address(string query) => new($"runtime/webhooks/durabletask/instances?code={app.Key}&{query}", UriKind.Relative);
}
