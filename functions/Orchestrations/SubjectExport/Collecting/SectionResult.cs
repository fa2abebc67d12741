using Serverless.Cloud.Projections;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>What came of collecting one section. A wire contract.</summary>
/// <param name="Events">Changes that the records have had.</param>
/// <param name="Missing">Of these, those that are not there any more.</param>
/// <param name="Files">Of the package that is made of it.</param>
public sealed record SectionResult(string Name, long Records, long Events, long Missing, IReadOnlyList<ExportFile> Files);

/// <summary>For whom and for what something is collected.</summary>
internal sealed record SectionTask(SubjectExportPlace Export, SubjectKey Key, DateTimeOffset CollectedAt, DateTimeOffset? AsOf)
{
    public SubjectPlace Subject => new(Export.TenantId, Export.PersonId.ToString());
}
