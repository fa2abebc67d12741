using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

/// <summary>
/// Works off the parts of an import one after the other, for of two rows about the same person and session the first counts;
/// within a part, rows of different people are recorded side by side. Its payloads hold ids and numbers.
/// </summary>
public static class AttendanceImportOrchestration
{
    public const string Name = "ImportAttendance";

    private static readonly TaskOptions Patiently = TaskOptions.FromRetryPolicy(
        new RetryPolicy(maxNumberOfAttempts: 60, TimeSpan.FromMilliseconds(200), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMinutes(1)));

    public static string InstanceOf(Guid importId) => $"attendance-import-{importId}";

    [Function(Name)]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, AttendanceImportCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(checkpoint);
        var started = checkpoint.StartedAt ?? new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero);
        context.SetCustomStatus(ImportProgress.Of(checkpoint.Rows, checkpoint.Counts, started));
        if (checkpoint.Next == checkpoint.Parts)
        {
            await context.CallActivityAsync(
                AttendanceImportActivities.Finish, new ImportResult(checkpoint.TenantId, checkpoint.ImportId, checkpoint.Counts, started), Patiently);
            return;
        }

        var counts = await context.CallActivityAsync<ImportCounts>(
            AttendanceImportActivities.RecordRows, new ImportSlice(checkpoint.TenantId, checkpoint.ImportId, checkpoint.Next), Patiently);
        context.ContinueAsNew(checkpoint with { Next = checkpoint.Next + 1, Counts = checkpoint.Counts.Plus(counts), StartedAt = started });
    }
}
