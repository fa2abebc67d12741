using System.Text.Json.Nodes;
using Serverless.Acceptance.Payments;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;

namespace Serverless.Acceptance.Privacy;

/// <summary>Somebody who lives through all that there is, in every domain, until what follows from it has followed.</summary>
/// <param name="orders">For what is said of money between ledgers, which concerns no person.</param>
internal sealed class Life(Campus campus, Planting planting, Planting? orders = null)
{
    private readonly Client _staff = campus.Staff;
    private string _person = "";

    public Guid PersonId => Guid.Parse(_person);

    public Guid CertificateId { get; private set; }

    /// <summary>Money between ledgers, which an orchestration moves.</summary>
    public string OrderId { get; private set; } = "";

    public string Address => $"people/{_person}";

    public async Task<Life> LiveAsync()
    {
        _person = (await _staff.PostAsync("people", planting.Body("RegisterPerson", new() { ["language"] = "en" }))).Is(201).Id;
        (await _staff.PatchAsync(Address, planting.Body("ChangePerson"), "\"1\"")).Is(200);
        foreach (var (purpose, decision) in new[] { ("directory", "granted"), ("newsletter", "granted"), ("newsletter", "withdrawn"), ("progressAnalysis", "granted") })
            (await _staff.PostAsync($"{Address}/consents", new() { ["purpose"] = purpose, ["policyVersion"] = "1", ["decision"] = decision })).Is(200);

        await BeRejectedAsync();
        var held = await BeAcceptedAsync(campus.Held);
        await BeAcceptedAsync(campus.Left);
        await PayAsync();
        await AttendAsync();
        await DoTasksAsync();
        await UntilAsync("enrolments", "completed");
        (await _staff.PostAsync($"{Address}/enrolments/{(await OfAsync("enrolments", campus.Left))["id"]}/drop", planting.Body("DropEnrolment", new() { ["reason"] = "other" }))).Is(200);
        await UntilAsync("certificates", "issued");
        CertificateId = (Guid)(await OfAsync("certificates", campus.Held))["id"]!;
        (await _staff.PostAsync($"{Address}/certificates/{CertificateId}/revoke", planting.Body("RevokeCertificate", new() { ["reason"] = "other" }))).Is(200);
        (await _staff.GetAsync(held)).Is(200);
        return this;
    }

    private async Task BeRejectedAsync()
    {
        var application = await ApplyAsync(campus.Refusing);
        (await _staff.PostAsync($"{application}/reject", planting.Body("RejectApplication", new() { ["reason"] = "other" }))).Is(200);
    }

    private async Task<string> BeAcceptedAsync(string programme)
    {
        var application = await ApplyAsync(programme);
        (await _staff.PostAsync($"{application}/accept")).Is(200);
        await Deadline.UntilAsync("the person is enrolled", async () => (await FindAsync("enrolments", programme)) is not null);
        return application;
    }

    /// <returns>The address of an application that is under review.</returns>
    private async Task<string> ApplyAsync(string programme)
    {
        var list = $"{Address}/applications";
        var application = $"{list}/{(await _staff.PostAsync(list, planting.Body("DraftApplication", Application()))).Is(201).Id}";
        (await _staff.PatchAsync(application, planting.Body("ChangeApplication", Application()), "\"1\"")).Is(200);
        foreach (var step in new[] { "submit", "review" }) (await _staff.PostAsync($"{application}/{step}")).Is(200);
        return application;

        JsonObject Application() => new() { ["programmeId"] = programme, ["answers"] = new JsonArray(new JsonObject { ["question"] = "Why?" }, new JsonObject { ["question"] = "How?" }) };
    }

    private async Task PayAsync()
    {
        var (ledger, bank) = campus.Bank;
        var paid = (await _staff.PostAsync($"ledgers/{ledger}/transfers", planting.Body("PostTransfer", new()
        {
            ["fromAccountId"] = campus.Fees.Account,
            ["toAccountId"] = bank,
            ["amount"] = "1000",
            ["currency"] = "EUR",
            ["purpose"] = "tuition",
            ["personId"] = _person,
        }))).Is(201).Id;
        (await _staff.PostAsync($"ledgers/{ledger}/transfers/{paid}/refund", planting.Body("RefundTransfer", new() { ["amount"] = "100", ["reason"] = "goodwill" }))).Is(201);
        OrderId = (await _staff.PostAsync("transfers", (orders ?? planting).Body("OrderLedgerTransfer", Books.Order(campus.Bank, campus.Branch, 100)))).Is(202).Id;
        await new Books(_staff).EndAsync(OrderId);
    }

    private async Task AttendAsync()
    {
        var list = $"{Address}/attendance";
        var present = new JsonObject { ["programmeId"] = campus.Held, ["sessionId"] = campus.Sessions[0], ["status"] = "present" };
        var recorded = (await _staff.PostAsync(list, planting.Body("CheckIn", present))).Is(201).Id;
        (await _staff.PostAsync($"{list}/{recorded}/correct", planting.Body("CorrectAttendance", new() { ["status"] = "late" }))).Is(200);

        var rows = $"personId,status,at,note\n{_person},present,{planting.Time:O},\"{planting.Cell("ImportAttendanceList")}\"";
        var import = (await _staff.PostTableAsync($"attendance/imports?programme={campus.Held}&session={campus.Sessions[1]}", rows)).Is(202).Id;
        await Deadline.UntilAsync("the list is taken in", async () => (string?)(await _staff.GetAsync($"attendance/imports/{import}")).Is(200).Body["status"] == "finished");
    }

    private async Task DoTasksAsync()
    {
        var failed = await HandInAsync(campus.Tasks[1]);
        await ReviewAsync(failed, "failed");
        var passed = await HandInAsync(campus.Tasks[0]);
        await ReviewAsync(passed, "returned");
        (await _staff.PostAsync($"{passed}/resubmit", planting.Body("Resubmit"))).Is(200);
        await ReviewAsync(passed, "passed");
    }

    private async Task<string> HandInAsync(string task)
    {
        var list = $"{Address}/submissions";
        return $"{list}/{(await _staff.PostAsync(list, planting.Body("HandIn", new() { ["programmeId"] = campus.Held, ["taskId"] = task }))).Is(201).Id}";
    }

    private async Task ReviewAsync(string submission, string outcome) =>
        (await _staff.PostAsync($"{submission}/review", planting.Body("ReviewSubmission", new() { ["outcome"] = outcome }))).Is(200);

    private Task UntilAsync(string list, string status) => Deadline.UntilAsync(
        $"one of the {list} is {status}", async () => (string?)(await FindAsync(list, campus.Held))?["status"] == status);

    private async Task<JsonNode> OfAsync(string list, string programme) => (await FindAsync(list, programme))!;

    private async Task<JsonNode?> FindAsync(string list, string programme) =>
        (await _staff.GetAsync($"{Address}/{list}")).Is(200).Body["items"]!.AsArray().SingleOrDefault(item => (string?)item!["programmeId"] == programme);
}
