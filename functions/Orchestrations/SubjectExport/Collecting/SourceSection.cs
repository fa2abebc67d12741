using System.Text.Json.Nodes;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Functions.Orchestrations.SubjectExport.Page;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>What lies elsewhere than in the person's records. It is as it is now; of an earlier time it says nothing.</summary>
internal sealed class SourceSection(ExportSource source, ExportBlobs blobs) : ExportSection(source.Name, source.Title, source.Meaning)
{
    public override async Task<SectionResult> CollectAsync(SectionTask task, CancellationToken cancellation)
    {
        var head = new JsonObject { ["about"] = Meaning, ["collectedAt"] = DocumentJson.Time(task.CollectedAt) };
        await using var data = await SectionFile.BeginAsync(blobs, task, DataPath, head, "items", cancellation);
        await using var page = new SectionPage(await blobs.WriteAsync(task.Export, task.Key, PagePath, cancellation), Title);
        var count = 0L;
        await foreach (var item in source.Read(task.Export.TenantId, task.Export.PersonId, cancellation))
        {
            await page.ItemAsync(item, cancellation);
            await data.ItemAsync(item, cancellation);
            count++;
        }

        await page.CompleteAsync(cancellation);
        return new SectionResult(Name, count, Events: 0, Missing: 0, [await data.CompleteAsync(cancellation)]);
    }
}
