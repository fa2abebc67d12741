using System.ComponentModel.DataAnnotations;

namespace Serverless.Functions.Orchestrations.AttendanceImport;

public sealed class AttendanceImportOptions
{
    public const string Section = "AttendanceImport";

    /// <summary>
    /// How long an import and its results can be asked for, its key is known, and its rows wait to be worked off, each from the last
    /// change on. So long may the store of orchestrations be out of reach.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "90.00:00:00")]
    public TimeSpan Life { get; init; } = TimeSpan.FromDays(14);
}
