namespace Serverless.Cloud.Archives;

/// <summary>A blob of an archive that was read again, and is what was written: as a whole, each record, and as many documents. Pure.</summary>
internal sealed class ArchiveReading
{
    private readonly ReadOnlyMemory<byte> _content;

    private ArchiveReading(ReadOnlyMemory<byte> content, IReadOnlyList<Range> unanswered) => (_content, Unanswered) = (content, unanswered);

    /// <summary>Bytes that belong to nobody who is in the archive, and hold something.</summary>
    public IReadOnlyList<Range> Unanswered { get; }

    /// <param name="content">Null where there is no blob.</param>
    /// <param name="declared">The hash that lies beside it: another than the part's where something was blanked and that is not noted yet.</param>
    /// <exception cref="ArchiveDamagedException">Something is not as it was written.</exception>
    public static ArchiveReading Verify(ArchivePart part, IReadOnlyList<ArchiveEntry> entries, ReadOnlyMemory<byte>? content, string? declared)
    {
        if (content is not { } bytes) throw new ArchiveDamagedException("its blob is not there");
        var hash = ArchiveBlobs.HashOf(bytes.Span);
        if (bytes.Length != part.Bytes || (hash != part.Sha256 && hash != declared)) throw new ArchiveDamagedException("its blob is not what was written");
        IReadOnlyList<ArchivedPlace> places = [.. entries.SelectMany(entry => entry.Records).Select(record => record.Place).OrderBy(place => place.Offset)];
        IReadOnlyList<Range> between = [.. Between(places, bytes.Length)];
        var reading = new ArchiveReading(bytes, [.. between.Where(range => !ArchiveMember.HoldsNothing(bytes[range]))]);
        var (documents, blank) = (0, hash != part.Sha256 || part.Blanked > 0 || between.Count > 0);
        foreach (var place in places)
        {
            if (place.Blob != part.Blob || place.Offset + place.Length > bytes.Length) throw new ArchiveDamagedException("a record lies elsewhere");
            if (reading.Find(place) is { } record) documents += record.Documents;
            else blank = true;
        }

        // Who was taken out of it in between is not counted any more.
        if (!blank && (documents != part.Documents || places.Count != part.Records)) throw new ArchiveDamagedException("it does not hold as much as was written");
        return reading;
    }

    /// <returns>Null where it is blank.</returns>
    /// <exception cref="ArchiveDamagedException">It is not what was archived.</exception>
    public ArchivedRecord? Find(ArchivedPlace place)
    {
        var member = _content.Slice((int)place.Offset, place.Length);
        return ArchiveMember.IsBlank(member.Span) ? null : ArchivedRecord.Read(member, place.Sha256);
    }

    private static IEnumerable<Range> Between(IEnumerable<ArchivedPlace> places, int end)
    {
        var at = 0;
        foreach (var place in places)
        {
            if (place.Offset > at) yield return at..(int)place.Offset;
            at = (int)place.Offset + place.Length;
        }

        if (at < end) yield return at..end;
    }
}
