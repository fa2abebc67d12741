using System.Text;
using System.Text.Json.Nodes;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Identity;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.Kernel.Ids;
using static Serverless.Contracts.Attendance.AttendanceApp;

namespace Serverless.Contracts.Attendance;

public sealed class ImportQueueTests(AttendanceApp app) : IClassFixture<AttendanceApp>
{
    private static readonly Guid Today = Sessions[0].Id;

    [Fact]
    [Trait("Requirement", "S75")]
    [Trait("Requirement", "S122")]
    public async Task A_message_is_a_list_and_counts_once_however_often_it_is_delivered()
    {
        var people = Enumerable.Range(0, 5).Select(_ => app.Enrolled()).ToList();
        await app.CheckInAsync(Staff, people[0], Today, "present");
        var (body, messageId) = (string.Join('\n', people.Select(person => Row(person))), Guid.NewGuid().ToString());
        for (var delivery = 0; delivery < 3; delivery++) Assert.Equal("completed", await DeliverAsync(body, messageId));

        var import = await app.FinishedAsync(ImportOf(messageId));
        Assert.Equal((5, 4, 1, 0), import.Counts());
        Assert.Equal(messageId, import.Field("messageId"));
        var fact = Assert.Single(await app.DocumentsAsync("attendance"), document => (string?)document["kind"] == "attendance-recorded" && (string?)document["subjectId"] == people[1].ToString());
        Assert.Equal("attendance-imports", (string?)fact["by"]!["callerId"]);
    }

    [Fact]
    [Trait("Requirement", "S46")]
    public async Task What_is_no_list_is_put_aside_with_the_reason()
    {
        var body = Row(app.Enrolled());
        var messageId = Guid.NewGuid().ToString();
        Assert.Equal("import-type", await DeliverAsync(body, messageId, contentType: "text/plain"));
        Assert.Equal("import-tenant", await DeliverAsync(body, messageId, tenant: null));
        Assert.Equal("import-tenant", await DeliverAsync(body, messageId, tenant: "Acme Ltd."));
        Assert.Equal("import-message-id", await DeliverAsync(body, messageId: ""));
        Assert.Equal("import-empty", await DeliverAsync("", messageId));
        Assert.Equal("completed", await DeliverAsync(body, messageId));
        Assert.Equal("idempotency-key-reused", await DeliverAsync(body + "\n" + body, messageId));
    }

    [Fact]
    [Trait("Requirement", "S129")]
    public async Task Notes_do_not_travel_through_the_queue()
    {
        var messageId = Guid.NewGuid().ToString();
        Assert.Equal("completed", await DeliverAsync(Row(app.Enrolled(), "Canary"), messageId));
        Assert.Equal((1, 0, 0, 1), (await app.FinishedAsync(ImportOf(messageId))).Counts());
        Assert.Equal("note", (string?)Assert.Single(await app.RowsAsync(ImportOf(messageId)))["field"]);
        Assert.DoesNotContain("Canary", string.Concat((await app.DocumentsAsync("imports")).Select(document => document.ToJsonString())), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "S17")]
    public async Task A_list_of_a_tenant_whose_data_belongs_elsewhere_is_put_aside_unread()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Residency:Region", "westeurope"), new("Residency:Tenants:acme", "centralindia")]).Build();
        var queue = new AttendanceImportQueue(app.Services.GetRequiredService<AttendanceIntake>(), Residency.Read(settings));
        var before = (await app.DocumentsAsync("imports")).Count;
        Assert.Equal("wrong-region", await DeliverAsync(Row(app.Enrolled()), Guid.NewGuid().ToString(), queue: queue));
        Assert.Equal(before, (await app.DocumentsAsync("imports")).Count);
    }

    private static Guid ImportOf(string messageId) => Uuid.Derived("attendance-import-message", "acme", messageId);

    private static string Row(Guid person, string? note = null) =>
        new JsonObject { ["personId"] = person, ["programmeId"] = Programme, ["sessionId"] = Today, ["status"] = "present", ["note"] = note }.ToJsonString();

    /// <returns>What became of the message.</returns>
    private async Task<string?> DeliverAsync(string body, string messageId, string? tenant = "acme", string contentType = "application/x-ndjson", AttendanceImportQueue? queue = null)
    {
        var properties = new Dictionary<string, object> { ["contentType"] = contentType };
        if (tenant is not null) properties["tenantId"] = tenant;
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData(Encoding.UTF8.GetBytes(body)), messageId, properties: properties);
        var settled = new Settled();
        await (queue ?? app.Services.GetRequiredService<AttendanceImportQueue>()).RunAsync(message, settled, app.Durable, CancellationToken.None);
        return settled.Reason;
    }

    private sealed class Settled : ServiceBusMessageActions
    {
        public string? Reason { get; private set; }

        public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
        {
            Reason = "completed";
            return Task.CompletedTask;
        }

        public override Task DeadLetterMessageAsync(
            ServiceBusReceivedMessage message,
            Dictionary<string, object>? propertiesToModify = null,
            string? deadLetterReason = null,
            string? deadLetterErrorDescription = null,
            CancellationToken cancellationToken = default)
        {
            Assert.False(string.IsNullOrEmpty(deadLetterErrorDescription));
            Reason = deadLetterReason;
            return Task.CompletedTask;
        }
    }
}
