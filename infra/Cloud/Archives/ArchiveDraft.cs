using Serverless.Cloud.Projections;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Archives;

/// <summary>A blob of an archive while it is put together: records of one month, one gzip member each. Pure.</summary>
internal sealed class ArchiveDraft(RetirementScope scope, int number, string month, int mostRecords) : IDisposable
{
    /// <summary>About: a record is never divided.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private readonly MemoryStream _content = new();
    private readonly List<(SubjectPlace Subject, ArchiveEntryRecord Record, int Documents)> _records = [];

    public string Month => month;

    public string Id => ArchivePart.IdOf(scope.Domain.Container, scope.RunId, number);

    public string BlobContainer { get; } = ArchiveBlobs.ContainerOf(scope.Domain).Name;

    public string Blob { get; } = $"{scope.TenantId}/{month}/{scope.RunId}-{number:0000}.ndjson.gz";

    public int Records => _records.Count;

    public int Documents => _records.Sum(one => one.Documents);

    public long Bytes => _content.Length;

    public ReadOnlyMemory<byte> Content => _content.GetBuffer().AsMemory(0, (int)_content.Length);

    /// <summary>Until the archive is deleted.</summary>
    public TimeSpan Life { get; } = TimeSpan.FromDays(scope.Rule.Archive!.DeletedAfterDays);

    public static string MonthOf(DateTimeOffset changedAt) => changedAt.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    /// <returns>False where it does not go in with the others, and so begins the next.</returns>
    public bool TryAdd(SubjectPlace subject, Guid recordId, long version, ArchiveMember member)
    {
        if (_records.Count >= mostRecords || (_records.Count > 0 && _content.Length + member.Bytes.Length > MostBytes)) return false;
        var place = new ArchivedPlace(BlobContainer, Blob, _content.Length, member.Bytes.Length, member.Sha256);
        _content.Write(member.Bytes.Span);
        _records.Add((subject, new ArchiveEntryRecord(recordId, version, place), member.Documents));
        return true;
    }

    /// <summary>One for each subject.</summary>
    public IReadOnlyList<ArchiveEntry> Entries(DateTimeOffset at) =>
    [
        .. _records.GroupBy(one => one.Subject).Select(subject => new ArchiveEntry
        {
            Id = Id,
            TenantId = subject.Key.TenantId,
            SubjectId = subject.Key.SubjectId,
            Container = scope.Domain.Container,
            RecordType = scope.Domain.RecordType,
            ArchivalId = scope.RunId,
            Month = month,
            Records = [.. subject.Select(one => one.Record)],
            Documents = subject.Sum(one => one.Documents),
            At = at,
            Ttl = (int)Life.TotalSeconds,
        }),
    ];

    /// <param name="gone">Subjects who were erased while it was written: theirs are blanked.</param>
    public ArchivePart Part(string sha256, DateTimeOffset at, IReadOnlySet<SubjectPlace> gone, LookedAt looked)
    {
        var left = _records.Where(one => !gone.Contains(one.Subject)).ToList();
        return new ArchivePart
        {
            Id = Id,
            TenantId = scope.TenantId,
            SubjectId = scope.RunId.ToString(),
            Container = scope.Domain.Container,
            RecordType = scope.Domain.RecordType,
            BlobContainer = BlobContainer,
            Blob = Blob,
            Month = month,
            Records = left.Count,
            Subjects = left.Select(one => one.Subject).Distinct().Count(),
            Documents = left.Sum(one => one.Documents),
            Bytes = Bytes,
            Sha256 = sha256,
            WrittenAt = at,
            Ttl = (int)Life.TotalSeconds,
            Looked = looked,
        };
    }

    public void Dispose() => _content.Dispose();
}
