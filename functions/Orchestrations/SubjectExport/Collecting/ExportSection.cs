namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>One of the things that an export is made of. It is collected into files of its own, item by item.</summary>
internal abstract class ExportSection(string name, string title, string meaning)
{
    /// <summary>The same in every version: checkpoints name it.</summary>
    public string Name => name;

    public string Title => title;

    public string Meaning => meaning;

    public string DataPath => $"data/{name}.json";

    public string AsOfPath => $"as-of/{name}.json";

    /// <summary>What the page for people shows of it; no file of the package by itself.</summary>
    public string PagePath => $"page/{name}.html";

    /// <summary>Done again, it does the same again.</summary>
    public abstract Task<SectionResult> CollectAsync(SectionTask task, CancellationToken cancellation);
}
