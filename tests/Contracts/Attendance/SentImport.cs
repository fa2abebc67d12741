using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Contracts.Domains;
using Serverless.Contracts.Running;
using Serverless.Functions.Orchestrations.AttendanceImport;
using Serverless.Functions.Orchestrations.AttendanceImport.Reading;
using Serverless.Kernel.Access;

namespace Serverless.Contracts.Attendance;

/// <summary>Lists sent to the app, and what came of them.</summary>
internal static class SentImport
{
    private const string Header = "personId,programmeId,sessionId,status,note";

    public static string Row(Guid person, Guid session, string status = "present", string note = "") => $"{person},{AttendanceApp.Programme},{session},{status},{note}";

    public static Task<Reply> ImportAsync(this AttendanceApp app, IEnumerable<string> rows, string? key = null, Caller? caller = null) =>
        app.Services.SendAsync<AttendanceImportFunctions>(
            caller ?? AttendanceApp.Staff,
            (f, request) => f.ImportAsync(request, app.Durable, CancellationToken.None),
            Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(Header))),
            ImportFile.Csv,
            key);

    /// <summary>Sent, accepted, and waited for.</summary>
    public static async Task<Reply> FinishedAsync(this AttendanceApp app, IEnumerable<string> rows, string? key = null)
    {
        var accepted = await app.ImportAsync(rows, key);
        Assert.Equal(StatusCodes.Status202Accepted, accepted.Status);
        return await app.FinishedAsync(accepted.Id);
    }

    public static async Task<Reply> FinishedAsync(this AttendanceApp app, Guid import)
    {
        var ended = await app.Durable.WaitForInstanceCompletionAsync(AttendanceImportOrchestration.InstanceOf(import), getInputsAndOutputs: true).WaitAsync(Deadline.Patience);
        Assert.True(ended.FailureDetails is null, ended.FailureDetails?.ErrorMessage);
        var read = await app.Services.CallAsync<AttendanceImportFunctions>(AttendanceApp.Staff, (f, request) => f.GetAsync(request, import, app.Durable, CancellationToken.None));
        Assert.Equal("finished", read.Field("status"));
        return read;
    }

    /// <summary>All pages of results.</summary>
    public static async Task<IReadOnlyList<JsonNode>> RowsAsync(this AttendanceApp app, Guid import, string? outcome = null, int pageSize = 100)
    {
        var rows = new List<JsonNode>();
        string? continuation = null;
        do
        {
            var query = $"?pageSize={pageSize}{(outcome is null ? "" : $"&outcome={outcome}")}{(continuation is null ? "" : $"&continuation={continuation}")}";
            var page = await app.Services.CallAsync<AttendanceImportFunctions>(AttendanceApp.Staff, (f, request) => f.RowsAsync(request, import, CancellationToken.None), query: query);
            Assert.Equal(StatusCodes.Status200OK, page.Status);
            var items = page.Body["items"]!.AsArray();
            Assert.True(items.Count <= pageSize);
            rows.AddRange(items.Select(item => item!));
            continuation = (string?)page.Body["continuation"];
        }
        while (continuation is not null);
        return rows;
    }

    public static (int Total, int Recorded, int Repeated, int Rejected) Counts(this Reply import)
    {
        Assert.Equal((int)import.Body["done"]!, (int)import.Body["recorded"]! + (int)import.Body["repeated"]! + (int)import.Body["rejected"]!);
        return ((int)import.Body["total"]!, (int)import.Body["recorded"]!, (int)import.Body["repeated"]!, (int)import.Body["rejected"]!);
    }
}
