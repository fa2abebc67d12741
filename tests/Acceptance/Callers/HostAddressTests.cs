using System.Net.Http.Headers;

namespace Serverless.Acceptance.Callers;

/// <summary>The host's own addresses are opened by its keys, whatever a token says.</summary>
[Collection(nameof(WalkedApp))]
[Trait("Requirement", "S131")]
public sealed class HostAddressTests(WalkedApp walked)
{
    [Theory]
    [InlineData("GET", "admin/host/status")]
    [InlineData("GET", "admin/functions")]
    [InlineData("GET", "admin/functions/Health")]
    [InlineData("POST", "admin/functions/Health")]
    [InlineData("GET", "runtime/webhooks/durabletask/instances")]
    [InlineData("DELETE", "runtime/webhooks/durabletask/instances")]
    [InlineData("POST", "runtime/webhooks/durabletask/orchestrators/any")]
    public async Task No_role_opens_the_host_itself(string method, string address)
    {
        var token = await walked.App.TokenAsync("acme", Guid.NewGuid(), ["operator", "dpo", "staff"]);
        foreach (var authorization in new[] { null, new AuthenticationHeaderValue("Bearer", token) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address) { Headers = { Authorization = authorization } };
            using var answer = await walked.App.Http.SendAsync(request);
            // Without orchestrations there are no addresses to steer them.
            Assert.Contains((int)answer.StatusCode, address.StartsWith("admin", StringComparison.Ordinal) ? new[] { 401 } : [401, 404]);
        }
    }
}
