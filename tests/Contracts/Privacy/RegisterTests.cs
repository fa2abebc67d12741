using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Functions.Domains.PrivacyRequests;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Privacy;

public sealed class RegisterTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    [Fact]
    [Trait("Requirement", "S75")]
    public async Task A_request_is_entered_once_however_often_it_is_told()
    {
        var request = await app.EnteredAsync();
        Assert.True((await app.Get<EnterPrivacyRequest>()(new CommandContext(RegisterApp.Dpo, "entered"), request, CancellationToken.None)).Value);
        Assert.Equal([request.RequestId], await OpenAsync(request));

        var keyed = app.NewRequest();
        var context = new CommandContext(RegisterApp.Dpo, "entered") { IdempotencyKey = "once", RequestHash = "a", CommandId = Guid.NewGuid() };
        Assert.False((await app.Get<EnterPrivacyRequest>()(context, keyed, CancellationToken.None)).Value);
        Assert.True((await app.Get<EnterPrivacyRequest>()(context, keyed, CancellationToken.None)).Value);
        Assert.Equal(StoreErrors.KeyReused, (await app.Get<EnterPrivacyRequest>()(context with { RequestHash = "b" }, keyed, CancellationToken.None)).Error);
    }

    [Fact]
    [Trait("Requirement", "S75")]
    public async Task Its_steps_are_told_as_often_as_it_takes()
    {
        var request = await app.EnteredAsync();
        foreach (var _ in new[] { 1, 2 }) Assert.Null(await TellAsync(request, PrivacyRequestStatus.Accepted));
        foreach (var _ in new[] { 1, 2 }) Assert.Null(await TellAsync(request, PrivacyRequestStatus.Held, "legal-hold"));
        Assert.Equal(("held", "legal-hold"), (await FieldAsync(request, "status"), await FieldAsync(request, "reason")));
        Assert.Null(await TellAsync(request, PrivacyRequestStatus.Accepted));
        foreach (var _ in new[] { 1, 2 }) Assert.Null(await TellAsync(request, PrivacyRequestStatus.Completed));
        Assert.Equal("privacy-request-ended", await TellAsync(request, PrivacyRequestStatus.Cancelled));
        Assert.Equal("privacy-request-not-found", await TellAsync(request with { RequestId = Guid.NewGuid() }, PrivacyRequestStatus.Accepted));
        Assert.Empty(await OpenAsync(request));
    }

    [Fact]
    public async Task What_is_open_is_found_by_person_and_kind()
    {
        var request = await app.EnteredAsync();
        Assert.Empty(await app.Get<FindOpenPrivacyRequests>()("acme", request.PersonId, PrivacyRequestKind.Export, CancellationToken.None));
        Assert.Empty(await app.Get<FindOpenPrivacyRequests>()("other", request.PersonId, request.Kind, CancellationToken.None));
        Assert.Equal([request.RequestId], await OpenAsync(request));
    }

    /// <summary>An erasure is completed after it has destroyed the key, and its register entry with it must not be lost.</summary>
    [Fact]
    [Trait("Requirement", "S56")]
    public async Task It_is_written_and_read_when_the_subjects_key_is_destroyed()
    {
        var request = await app.EnteredAsync();
        await app.Get<SubjectKeys>().GetOrCreateAsync("acme", request.PersonId.ToString(), CancellationToken.None);
        await app.Get<SubjectKeys>().DestroyAsync("acme", request.PersonId.ToString(), CancellationToken.None);
        Assert.Null(await TellAsync(request, PrivacyRequestStatus.Completed));
        Assert.Equal("completed", await FieldAsync(request, "status"));
    }

    [Fact]
    public async Task The_register_shows_the_clock_and_the_process()
    {
        var request = await app.EnteredAsync();
        var shown = (await app.ReadAsync(request)).Body;
        Assert.InRange((int)shown["daysLeft"]!, 27, 31);
        Assert.Equal((false, false), ((bool)shown["overdue"]!, (bool)shown["escalated"]!));
        Assert.Equal(($"/api/privacy/erasures/{request.RequestId}", request.Rule), ((string)shown["process"]!, (string)shown["rule"]!));
        Assert.Equal(request.PersonId, (Guid)shown["personId"]!);
    }

    [Fact]
    public async Task The_register_is_narrowed_and_shows_the_most_urgent_first()
    {
        var tenant = new Caller($"t{Guid.NewGuid():N}", "dpo-1", PersonId: null, new HashSet<Role> { Role.Dpo });
        foreach (var daysAgo in new[] { 3, 20, 10 }) await EnterAsync(tenant, "objection", app.Time.GetUtcNow().AddDays(-daysAgo));
        await EnterAsync(tenant, "restriction", app.Time.GetUtcNow().AddDays(-25));
        await app.EnteredAsync(PrivacyRequestKind.Export, tenant);

        Assert.Equal(5, (await ListAsync(tenant, "")).Count);
        Assert.Equal(3, (await ListAsync(tenant, "?kind=objection&status=received")).Count);
        var due = await ListAsync(tenant, $"?due={app.Time.GetUtcNow().AddDays(22):yyyy-MM-dd}");
        Assert.Equal(["restriction", "objection", "objection"], due.Select(item => (string)item!["kind"]!));
        Assert.Equal(due.Select(item => (DateTimeOffset)item!["respondBy"]!).Order(), due.Select(item => (DateTimeOffset)item!["respondBy"]!));
    }

    [Fact]
    public async Task Its_pages_add_up_to_the_whole()
    {
        var tenant = new Caller($"t{Guid.NewGuid():N}", "dpo-1", PersonId: null, new HashSet<Role> { Role.Dpo });
        for (var i = 0; i < 7; i++) await EnterAsync(tenant, "objection", app.Time.GetUtcNow().AddDays(-i));
        var query = $"?due={app.Time.GetUtcNow().AddDays(40):yyyy-MM-dd}&pageSize=3";
        var seen = new List<Guid>();
        string? continuation = null;
        do
        {
            var page = await app.CallAsync<PrivacyRequestFunctions>(tenant, (f, http) => f.ListAsync(http, CancellationToken.None), query: $"{query}&continuation={continuation}");
            seen.AddRange(page.Body["items"]!.AsArray().Select(item => (Guid)item!["id"]!));
            continuation = (string?)page.Body["continuation"];
        }
        while (continuation is not null);

        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
    }

    [Theory]
    [InlineData("?due=tomorrow", "/due")]
    [InlineData("?status=open", "/status")]
    [InlineData("?kind=all", "/kind")]
    public async Task A_filter_that_means_nothing_is_named(string query, string pointer)
    {
        var refused = await app.CallAsync<PrivacyRequestFunctions>(RegisterApp.Auditor, (f, http) => f.ListAsync(http, CancellationToken.None), query: query);
        Assert.Equal((400, pointer), (refused.Status, (string?)refused.Body["errors"]![0]!["pointer"]));
    }

    private async Task EnterAsync(Caller caller, string kind, DateTimeOffset receivedAt)
    {
        var body = new JsonObject { ["kind"] = kind, ["jurisdiction"] = "gdpr", ["requestedBy"] = "subject", ["receivedAt"] = receivedAt.ToString("O") };
        var entered = await app.CallAsync<PrivacyRequestFunctions>(caller, (f, http) => f.EnterAsync(http, Guid.NewGuid(), CancellationToken.None), body);
        Assert.True(entered.Status == 201, entered.Body.ToJsonString());
    }

    private async Task<JsonArray> ListAsync(Caller caller, string query) =>
        (await app.CallAsync<PrivacyRequestFunctions>(caller, (f, http) => f.ListAsync(http, CancellationToken.None), query: query)).Body["items"]!.AsArray();

    private async Task<string?> FieldAsync(NewPrivacyRequest request, string name) => (string?)(await app.ReadAsync(request)).Body[name];

    private Task<IReadOnlyList<Guid>> OpenAsync(NewPrivacyRequest request) => app.Get<FindOpenPrivacyRequests>()("acme", request.PersonId, request.Kind, CancellationToken.None);

    private async Task<string?> TellAsync(NewPrivacyRequest request, PrivacyRequestStatus status, string? reason = null) =>
        (await app.Get<AdvancePrivacyRequest>()(RegisterApp.Dpo, request.PersonId, request.RequestId, status, reason, CancellationToken.None))?.Code;
}
