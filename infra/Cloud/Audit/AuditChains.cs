using Serverless.Cloud.Projections;

namespace Serverless.Cloud.Audit;

/// <summary>The ends of the chains that were continued last; a bounded number, the one that was not asked for longest goes first.</summary>
internal sealed class AuditChains(AuditDocuments documents, AuditOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SubjectPlace, LinkedListNode<(SubjectPlace Place, AuditChain Chain)>> _chains = [];
    private readonly LinkedList<(SubjectPlace Place, AuditChain Chain)> _byUse = [];

    /// <summary>One that is still being written when it goes is met again in the store, as another process would be.</summary>
    public AuditChain Of(SubjectPlace subject)
    {
        lock (_lock)
        {
            if (_chains.TryGetValue(subject, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddLast(known);
                return known.Value.Chain;
            }

            var added = _chains[subject] = _byUse.AddLast((subject, new AuditChain(subject, documents, options, time)));
            if (_chains.Count > options.CacheSize)
            {
                _chains.Remove(_byUse.First!.Value.Place);
                _byUse.RemoveFirst();
            }

            return added.Value.Chain;
        }
    }
}
