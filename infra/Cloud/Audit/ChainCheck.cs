using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Audit;

/// <summary>
/// Checks a chain, entry by entry, in the order of their ids: whatever lies in a subject's partition must be what was stored there, in
/// its place, and follow the one before. Checkpoints tell what the chain itself cannot: that its end was cut off, or all of it written anew.
/// </summary>
/// <param name="checkpointed">Hashes of entries by their places, as checkpoints have them.</param>
public sealed class ChainCheck(SubjectPlace subject, IReadOnlyDictionary<long, string> checkpointed)
{
    private long _last;
    private string? _hash = AuditHash.Origin;

    public long Entries { get; private set; }

    /// <summary>The last place that a checkpoint vouches for, and that is as it says.</summary>
    public long Vouched { get; private set; }

    /// <summary>The first entry that is not as it was stored; null while all are.</summary>
    public AuditBreach? Breach { get; private set; }

    /// <summary>There are entries that no checkpoint vouches for yet: had the chain ended before them, nobody would miss them.</summary>
    public bool IsOpen => Vouched < _last;

    /// <summary>Passes over what lies before the first entry to be checked; what that one follows is taken as it says.</summary>
    public void BeginAfter(long sequence) => (_last, _hash) = (sequence, null);

    /// <summary>Whether the entry is from before the time from which on the chain is checked.</summary>
    public bool Passes(JsonObject document, DateTimeOffset? from)
    {
        ArgumentNullException.ThrowIfNull(document);
        // Once one is checked, all that follow are.
        if (from is null || Entries > 0) return false;
        if (!DateTimeOffset.TryParse(Text(document, "at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || at >= from) return false;
        if (!long.TryParse(Text(document, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return false;
        BeginAfter(place);
        return true;
    }

    /// <returns>Whether to go on.</returns>
    public bool Add(JsonObject document)
    {
        ArgumentNullException.ThrowIfNull(document);
        Breach ??= FaultOf(document) is { } fault ? new AuditBreach(subject.SubjectId, _last + 1, fault) : null;
        if (Breach is not null) return false;
        _last++;
        _hash = (string)document["hash"]!;
        Entries++;
        if (!checkpointed.TryGetValue(_last, out var vouched)) return true;
        if (vouched == _hash) Vouched = _last;
        else Breach = new AuditBreach(subject.SubjectId, _last, AuditFault.Rewritten);
        return Breach is null;
    }

    /// <summary>There is no more.</summary>
    public void End()
    {
        var known = checkpointed.Keys.DefaultIfEmpty().Max();
        if (known > _last) Breach ??= new AuditBreach(subject.SubjectId, _last + 1, AuditFault.CutOff);
    }

    private AuditFault? FaultOf(JsonObject document)
    {
        if (!long.TryParse(Text(document, "id"), NumberStyles.None, CultureInfo.InvariantCulture, out var place) || AuditEntry.IdOf(place) != Text(document, "id"))
            return AuditFault.Inserted;
        if (place != _last + 1) return place > _last + 1 ? AuditFault.Removed : AuditFault.Inserted;
        if (document["sequence"] is not JsonValue value || !value.TryGetValue(out long sequence) || sequence != place || Text(document, "subjectId") != subject.SubjectId)
            return AuditFault.Moved;
        if (Text(document, "form") != AuditHash.Form || Text(document, "hash") != HashOf(document)) return AuditFault.Altered;
        return _hash is null || Text(document, "previous") == _hash ? null : AuditFault.Unlinked;
    }

    private static string? HashOf(JsonObject document)
    {
        try
        {
            return AuditHash.Of(document);
        }
        // Somebody has put a value there that no entry has.
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? Text(JsonObject document, string name) =>
        document[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
