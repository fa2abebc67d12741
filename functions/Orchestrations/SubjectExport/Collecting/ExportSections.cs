using Serverless.Cloud.Cosmos;
using Serverless.Functions.Orchestrations.SubjectExport.Packaging;
using Serverless.Functions.Seams;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Orchestrations.SubjectExport.Collecting;

/// <summary>Whatever an export holds: every domain that keeps something about people, and what else says that it does.</summary>
public sealed class ExportSections
{
    private readonly IReadOnlyList<ExportSection> _all;

    public ExportSections(IEnumerable<Domain> domains, IEnumerable<ExportSource> sources, SubjectRecords records, ExportBlobs blobs)
    {
        var known = domains.ToList();
        var links = new RecordLinks(known.Select(domain => domain.RecordType));
        Domains = [.. known.Where(domain => domain.HasPersonal || domain.Erasure.Kind != ErasureKind.NotPersonal).OrderBy(domain => domain.Container, StringComparer.Ordinal).ThenBy(domain => domain.RecordType, StringComparer.Ordinal)];
        _all = [.. Domains.Select(domain => new RecordSection(domain, links, records, blobs)), .. sources.OrderBy(source => source.Name, StringComparer.Ordinal).Select(source => new SourceSection(source, blobs))];
        foreach (var name in _all.CountBy(section => section.Name).Where(name => name.Value > 1)) throw new DeclarationException($"The export's section '{name.Key}'", ["it is declared more than once"]);
    }

    public IReadOnlyList<string> Names => [.. _all.Select(section => section.Name)];

    /// <summary>Those that keep something about people.</summary>
    internal IReadOnlyList<Domain> Domains { get; }

    /// <summary>Null where a version before this one had such a section.</summary>
    internal ExportSection? Find(string name) => _all.FirstOrDefault(section => section.Name == name);
}
