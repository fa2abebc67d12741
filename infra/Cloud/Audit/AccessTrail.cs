using System.Diagnostics;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;

namespace Serverless.Cloud.Audit;

/// <summary>
/// What a run of a function does with personal data. The places where answers are made and where records are written note it here, by
/// themselves; when the function has run, and before anything of its answer leaves, it is stored.
/// </summary>
public sealed class AccessTrail
{
    private static readonly AsyncLocal<AccessTrail?> Flow = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<(SubjectPlace, string, string?), Access> _accesses = [];

    private AccessTrail(Caller? caller) => Caller = caller;

    /// <summary>Of the function that runs in this flow of control; null outside of one.</summary>
    public static AccessTrail? Current => Flow.Value;

    /// <summary>Who has made the request; null where there is none, or anyone may make it.</summary>
    public Caller? Caller { get; }

    /// <summary>Begins one for what follows in this flow of control.</summary>
    public static AccessTrail Begin(Caller? caller) => Flow.Value = new AccessTrail(caller);

    /// <summary>Notes personal fields; a read or a write of none leaves nothing.</summary>
    /// <param name="caller">Who sees them, or writes them.</param>
    /// <param name="type">Of the record, or the read model.</param>
    public void Note(AccessKind kind, Caller caller, SubjectPlace subject, string type, string id, IEnumerable<PersonalField> fields)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(subject);
        List<PersonalField> found = [.. fields];
        // Whoever reads the audit, or takes data out, is entered whatever is in it.
        if (found.Count == 0 && kind is not (AccessKind.AuditRead or AccessKind.Export)) return;
        var traceId = Activity.Current?.TraceId.ToHexString();
        lock (_lock)
        {
            if (!_accesses.TryGetValue((subject, caller.Id, traceId), out var access))
                _accesses.Add((subject, caller.Id, traceId), access = new Access(subject, caller, traceId));
            access.Add(kind, type, id, found);
        }
    }

    /// <param name="isAnswered">Else what was to be shown is not, and only what was written counts.</param>
    internal IReadOnlyList<Access> Found(bool isAnswered)
    {
        lock (_lock) return [.. _accesses.Values.Where(access => isAnswered || access.Kind == AccessKind.Write)];
    }
}
