using System.Text;
using Serverless.Functions.Orchestrations.SubjectExport.Collecting;
using Serverless.Functions.Orchestrations.SubjectExport.Keeping;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Kernel.Sealing;

namespace Serverless.Functions.Orchestrations.SubjectExport.Page;

/// <summary>The page for people: what their data is, why it is there, and what they can do. It needs nothing from elsewhere and no script.</summary>
public sealed class ExportPage(ExportBlobs blobs, ExportSections sections, ExportInformation information)
{
    private static readonly string[] Frame = Read("frame.html").Replace("/* style */", Read("style.css"), StringComparison.Ordinal).Split("<!-- sections -->");

    internal async Task WriteAsync(Stream page, ExportDocument export, SubjectKey key, IReadOnlyList<SectionResult> collected, CancellationToken cancellation)
    {
        var shown = collected.Select(result => (Section: sections.Find(result.Name), result.Records)).Where(one => one.Section is not null).Select(one => (Section: one.Section!, one.Records)).ToList();
        await WriteAsync(page, Filled(Frame[0], export, shown), cancellation);
        foreach (var (section, records) in shown.Where(one => one.Records > 0))
        {
            await WriteAsync(page, Head(section, records), cancellation);
            await using (var fragment = await blobs.ReadAsync(export.Place, key, section.PagePath, cancellation)) await fragment.CopyToAsync(page, cancellation);
            await WriteAsync(page, "</section>\n", cancellation);
        }

        await WriteAsync(page, Filled(Frame[1], export, shown), cancellation);
    }

    private string Filled(string text, ExportDocument export, IReadOnlyList<(ExportSection Section, long Records)> all)
    {
        var asOf = export.AsOf is { } moment ? $"<p>It also says what was kept on {Html.Moment(moment)}: see the folder <code>as-of</code>.</p>" : "";
        return text
            .Replace("<!-- requested -->", Html.Moment(export.RequestedAt), StringComparison.Ordinal)
            .Replace("<!-- export -->", Html.Text(export.Id.ToString()), StringComparison.Ordinal)
            .Replace("<!-- person -->", Html.Text(export.SubjectId), StringComparison.Ordinal)
            .Replace("<!-- asOf -->", asOf, StringComparison.Ordinal)
            .Replace("<!-- contents -->", Contents(all), StringComparison.Ordinal)
            .Replace("<!-- information -->", InformationHtml.Of(information.Of(export)), StringComparison.Ordinal);
    }

    private static string Contents(IReadOnlyList<(ExportSection Section, long Records)> all)
    {
        var full = all.Where(one => one.Records > 0).Select(one =>
            $"<li><a href=\"#{Anchor(one.Section)}\">{Html.Text(one.Section.Title)}</a> <span>{Wording.Count(one.Records, "entry", "entries")}</span></li>");
        var empty = string.Join(", ", all.Where(one => one.Records == 0).Select(one => one.Section.Title.ToLowerInvariant()));
        return $"<ul class=\"contents\">{string.Concat(full)}</ul>" + (empty.Length == 0 ? "" : $"<p class=\"rest\">Nothing is kept about you under: {Html.Text(empty)}.</p>");
    }

    private static string Head(ExportSection section, long records) =>
        $"<section id=\"{Anchor(section)}\"><h2>{Html.Text(section.Title)}</h2><p class=\"why\">{Html.Text(section.Meaning)} "
        + $"{Wording.Count(records, "entry", "entries")}, for programs in <code>{Html.Text(section.DataPath)}</code>.</p>\n";

    private static string Anchor(ExportSection section) => section.Name.Replace('/', '-');

    private static async Task WriteAsync(Stream page, string html, CancellationToken cancellation) => await page.WriteAsync(Encoding.UTF8.GetBytes(html), cancellation);

    private static string Read(string name)
    {
        using var stream = typeof(ExportPage).Assembly.GetManifestResourceStream($"SubjectExport/{name}") ?? throw new InvalidOperationException($"There is no {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
