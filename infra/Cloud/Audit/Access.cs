using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Cloud.Audit;

/// <summary>What one caller has done with one subject's personal data in one run of a function.</summary>
internal sealed class Access(SubjectPlace subject, Caller caller, string? traceId)
{
    private readonly Dictionary<string, Touched> _records = new(StringComparer.Ordinal);
    private readonly SortedSet<Purpose> _purposes = [];

    public SubjectPlace Subject => subject;

    public Caller Caller => caller;

    public string? TraceId => traceId;

    public AccessKind Kind { get; private set; }

    public AccessBehalf Behalf => caller.PersonId is { } own && own.ToString() == subject.SubjectId ? AccessBehalf.Subject
        : caller.Roles.Count > 0 ? AccessBehalf.Tenant : AccessBehalf.Cause;

    public IEnumerable<Purpose> Purposes => _purposes;

    public IEnumerable<AccessedRecords> Records => _records.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value.Of(one.Key));

    public void Add(AccessKind kind, string type, string id, IEnumerable<PersonalField> fields)
    {
        Kind = kind > Kind ? kind : Kind;
        if (!_records.TryGetValue(type, out var touched)) _records.Add(type, touched = new Touched());
        touched.Ids.Add(id);
        foreach (var field in fields)
        {
            _purposes.Add(field.Purpose);
            (kind == AccessKind.Write ? touched.Written : touched.Shown).Add(field.Path);
        }
    }

    private sealed class Touched
    {
        public HashSet<string> Ids { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Shown { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Written { get; } = new(StringComparer.Ordinal);

        public AccessedRecords Of(string type) => new(type, [.. Ids.Take(AccessedRecords.MostIds)], Ids.Count, [.. Shown], [.. Written]);
    }
}
