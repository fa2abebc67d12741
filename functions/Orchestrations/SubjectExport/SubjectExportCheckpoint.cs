using System.ComponentModel;
using System.Text.Json.Serialization;
using Serverless.Functions.Orchestrations.Rehydration;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;

namespace Serverless.Functions.Orchestrations.SubjectExport;

/// <summary>Which export of whom. Ids only.</summary>
public sealed record SubjectExportPlace(string TenantId, Guid PersonId, Guid ExportId);

/// <summary>How far an export is. A wire contract: an orchestration that is under way reads what an older one wrote.</summary>
public sealed record SubjectExportCheckpoint
{
    public required SubjectExportPlace Place { get; init; }

    public SubjectExportStep Step { get; init; } = SubjectExportStep.Collecting;

    /// <summary>Whatever is to be collected, in order; known once the first step has begun.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    public IReadOnlyList<SectionResult> Collected { get; init; } = [];

    /// <summary>What is out of reach for hours; a code. Null while nothing is.</summary>
    public string? WaitsFor { get; init; }

    /// <inheritdoc cref="RehydrationOptions.Poll"/>
    public TimeSpan Poll { get; init; } = new RehydrationOptions().Poll;

    /// <summary>Once it is packed.</summary>
    public PackedExport? Package { get; init; }

    /// <summary>Why it ends without a result; a code.</summary>
    public string? Reason { get; init; }
}

/// <summary>In this order. Stored by name: add, never rename or remove.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubjectExportStep>))]
public enum SubjectExportStep
{
    Collecting,
    Packing,
    Verifying,
    Publishing,

    /// <summary>What was written is taken away again.</summary>
    Compensating,
    Done,
}

/// <summary>What is seen of an export that is under way; its numbers only grow.</summary>
public sealed record SubjectExportProgress(SubjectExportStep Step, int SectionsDone, int Sections, long Records, long Bytes, IReadOnlyList<SectionProgress> Each)
{
    [Description("What is out of reach, where it waits: archive-offline, which takes hours. A code.")]
    public string? WaitsFor { get; init; }

    internal static SubjectExportProgress Of(SubjectExportCheckpoint checkpoint)
    {
        var done = checkpoint.Collected.Select(SectionProgress.Of).ToList();
        return new SubjectExportProgress(
            checkpoint.Step, done.Count, checkpoint.Sections.Count, done.Sum(section => section.Records), done.Sum(section => section.Bytes),
            [.. done, .. checkpoint.Sections.Skip(done.Count).Select(SectionProgress.Waiting)])
        {
            WaitsFor = checkpoint.WaitsFor,
        };
    }
}

/// <param name="Bytes">Of its files, before they are packed.</param>
/// <param name="Missing">Changes that a record says it has had, and that are not in its history any more.</param>
public sealed record SectionProgress(string Name, bool IsDone, long Records, long Events, long Missing, long Bytes)
{
    internal static SectionProgress Of(SectionResult result) =>
        new(result.Name, IsDone: true, result.Records, result.Events, result.Missing, result.Files.Sum(file => file.Size));

    internal static SectionProgress Waiting(string name) => new(name, IsDone: false, Records: 0, Events: 0, Missing: 0, Bytes: 0);
}

/// <summary>What came of packing.</summary>
/// <param name="Manifest">SHA-256 of the manifest, which holds that of every other file.</param>
/// <param name="Size">Of the package, in bytes.</param>
public sealed record PackedExport(long Size, string Manifest, IReadOnlyList<ExportFile> Files);

/// <param name="Path">Within the package.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
public sealed record ExportFile(string Path, long Size, string Sha256);
