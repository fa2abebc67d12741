using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Domains;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Telemetry;

public sealed class When_a_request_is_followed(TracedApp traced) : IClassFixture<TracedApp>
{
    private const int Server = 2;
    private const int Client = 3;
    private const int Producer = 4;
    private const int Consumer = 5;

    [Fact]
    [Trait("Requirement", "S127")]
    public async Task One_trace_holds_the_request_its_batch_the_fold_of_its_event_and_the_message_that_leaves()
    {
        const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await SendAsync("people", Crowd.Person("ada@example.org"), $"00-{Trace}-00f067aa0ba902b7-01");

        var request = await SpanAsync(Trace, "RegisterPerson", Server);
        Assert.Equal("00f067aa0ba902b7", request.ParentId);
        Assert.Equal(request.Id, (await SpanAsync(Trace, "execute_batch people", Client)).ParentId);
        var fold = await SpanAsync(Trace, "fold person-overview", Consumer);
        Assert.Equal(request.Id, fold.ParentId);
        Assert.Equal(fold.Id, (await SpanAsync(Trace, "create_item person-overview", Client)).ParentId);
        Assert.Equal(request.Id, (await SpanAsync(Trace, "send events", Producer)).ParentId);
    }

    [Fact]
    [Trait("Requirement", "S127")]
    public async Task What_follows_by_itself_belongs_to_the_trace_too_and_so_do_the_events_that_it_stores()
    {
        const string Trace = "5bf92f3577b34da6a3ce929d0e0e4737";
        var office = await Office.OpenAsync(traced.App, "acme");
        var programme = await office.PublishAsync(capacity: 5);
        var application = await office.ApplyAsync(await office.RegisterAsync("Ada"), programme);
        await SendAsync($"{application}/accept", body: null, $"00-{Trace}-00f067aa0ba902b7-01", "staff", "reviewer");
        await SendAsync($"{application}/withdraw", body: null, $"00-{Trace}-00f067aa0ba902b8-01");

        var withdrawn = await SpanAsync(Trace, "WithdrawApplication", Server);
        var reaction = await SpanAsync(Trace, "free-seats", Consumer);
        Assert.Equal(withdrawn.Id, reaction.ParentId);
        await using var ledger = new Ledger(traced.Cosmos.ConnectionString, traced.Keys);
        var released = Assert.Single(await ledger.DocumentsAsync("programmes"), document => (string?)document["kind"] == "seat-released");
        Assert.Equal($"00-{Trace}-{reaction.Id}-01", (string?)released["why"]!["traceParent"]);
    }

    [Theory]
    [Trait("Requirement", "S31")]
    [InlineData("http.server.request.duration")]
    [InlineData("db.client.operation.duration")]
    [InlineData("azure.cosmosdb.client.operation.request_charge")]
    [InlineData("faas.invoke_duration")]
    [InlineData("messaging.client.sent.messages")]
    [InlineData("serverless.projection.lag")]
    [InlineData("serverless.request_charge")]
    public async Task A_metric_is_exported_by_its_name(string name)
    {
        await SendAsync("people", Crowd.Person($"{Guid.NewGuid():N}@example.org"), "00-6bf92f3577b34da6a3ce929d0e0e4738-00f067aa0ba902b7-01");
        await Deadline.UntilAsync($"{name} is exported", () => traced.Collector.Text("metrics").Contains(name, StringComparison.Ordinal));
    }

    private async Task<Span> SpanAsync(string trace, string name, int kind)
    {
        Span? found = null;
        await Deadline.UntilAsync(
            $"the trace has a span {name}",
            () => (found = traced.Collector.Spans().FirstOrDefault(span => span.TraceId == trace && span.Name == name && span.Kind == kind)) is not null);
        return found!;
    }

    private async Task SendAsync(string address, JsonObject? body, string traceParent, params string[] roles)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"api/{address}", UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", await traced.App.TokenAsync("acme", personId: null, roles.Length == 0 ? ["staff"] : roles));
        request.Headers.Add("traceparent", traceParent);
        using var answer = await traced.App.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
