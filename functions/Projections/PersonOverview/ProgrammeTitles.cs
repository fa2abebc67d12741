using System.Collections.Concurrent;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Programmes;

namespace Serverless.Functions.Projections.PersonOverview;

/// <summary>Titles by which overviews show programmes. Those of published ones never change, and are kept.</summary>
public sealed class ProgrammeTitles(ReadModel model)
{
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(string TenantId, Guid ProgrammeId), string> _published = new();

    /// <summary>Those of programmes that are unknown are missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> FindAsync(string tenantId, IEnumerable<Guid> programmeIds, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(programmeIds.Distinct().Select(async id => (Id: id, Title: await FindAsync(tenantId, id, cancellation))));
        return found.Where(one => one.Title is not null).ToDictionary(one => one.Id, one => one.Title!);
    }

    private async Task<string?> FindAsync(string tenantId, Guid programmeId, CancellationToken cancellation)
    {
        if (_published.TryGetValue((tenantId, programmeId), out var kept)) return kept;
        // People apply for programmes that were there before, so one that is not folded yet is only late.
        var read = await model.ReadAsync(
            PersonOverviewProjection.Declared, PersonOverviewProjection.Titles, new SubjectPlace(tenantId, programmeId.ToString()), token: null, _ => true, cancellation);
        if (!read.IsSuccess || read.Value.Document.Content is not ProgrammeTitle programme) return null;
        if (programme.Status != ProgrammeStatus.Published) return programme.Title;
        if (_published.Count >= MostKept) _published.Clear();
        return _published[(tenantId, programmeId)] = programme.Title;
    }
}
