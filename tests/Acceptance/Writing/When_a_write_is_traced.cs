using System.Net.Http.Json;
using Serverless.Acceptance.Running;
using Serverless.Acceptance.Writing;

namespace Serverless.Acceptance.Writing;

[Collection(nameof(SharedSite))]
public sealed class When_a_write_is_traced(SharedSite shared)
{
    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData(null)]
    [Trait("Requirement", "S127")]
    public async Task Its_event_carries_the_trace_whose_id_was_answered(string? traceParent)
    {
        var site = shared.NewTenant();
        var app = await site.App;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/people", UriKind.Relative)) { Content = JsonContent.Create(Crowd.Person("ada@example.org")) };
        request.Headers.Authorization = new("Bearer", await site.TokenAsync(personId: null, "staff"));
        if (traceParent is not null) request.Headers.Add("traceparent", traceParent);
        using var answer = await app.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());

        var traceId = Assert.Single(answer.Headers.GetValues("x-request-id"));
        await using var ledger = new Ledger(shared.Store, site.Keys);
        var registered = Assert.Single(await ledger.DocumentsAsync("people"), document => (string?)document["kind"] == "person-registered" && (string?)document["tenantId"] == site.Tenant);
        Assert.Equal(traceId, ((string?)registered["why"]!["traceParent"])?.Split('-')[1]);
        if (traceParent is not null) Assert.Equal(traceParent.Split('-')[1], traceId);
    }
}
