using Azure;
using Serverless.Cloud.Audit.Checkpoints;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Signing;

namespace Serverless.Cloud.Audit;

/// <summary>Walks chains and compares them with checkpoints: one subject's, or those of a tenant, some at a time.</summary>
public sealed class AuditVerifier(AuditDocuments documents, CheckpointLog log, Signatures signatures, AuditOptions options)
{
    /// <summary>As a breach names the checkpoints themselves.</summary>
    public const string Checkpoints = "checkpoints";

    private const int SubjectsAtOnce = 200;

    /// <param name="from">Entries before are passed over; null: from the beginning.</param>
    public async Task<AuditVerification> VerifyAsync(SubjectPlace subject, DateTimeOffset? from, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var known = await KnownAsync(subject.TenantId, [subject], cancellation);
        var run = new Run(known.Heads, from);
        run.Add(await CheckAsync(subject, known.Heads, from, cancellation));
        return run.Result(known.IsReached, continuation: null);
    }

    /// <param name="after">The subject that the part before ended with; null at the beginning.</param>
    public async Task<AuditVerification> VerifyAsync(string tenantId, DateTimeOffset? from, string? after, CancellationToken cancellation)
    {
        var subjects = (await documents.SubjectsAsync(tenantId, after, SubjectsAtOnce, cancellation)).Select(subjectId => new SubjectPlace(tenantId, subjectId)).ToList();
        var known = await KnownAsync(tenantId, subjects, cancellation);
        var run = new Run(known.Heads, from);
        foreach (var subject in subjects)
        {
            run.Add(await CheckAsync(subject, known.Heads, from, cancellation));
            if (run.IsBroken) return run.Result(known.IsReached, continuation: null);
            if (run.Entries >= options.VerifyEntries) return run.Result(known.IsReached, subject.SubjectId);
        }

        if (subjects.Count == SubjectsAtOnce) return run.Result(known.IsReached, subjects[^1].SubjectId);
        run.Lost(await FirstLostAsync(tenantId, known.Heads, cancellation));
        return run.Result(known.IsReached, continuation: null);
    }

    private async Task<ChainCheck> CheckAsync(SubjectPlace subject, KnownHeads known, DateTimeOffset? from, CancellationToken cancellation)
    {
        var check = new ChainCheck(subject, known.Of(subject));
        await foreach (var document in documents.WalkAsync(subject, cancellation))
        {
            if (check.Passes(document, from)) continue;
            if (!check.Add(document)) return check;
        }

        check.End();
        return check;
    }

    /// <summary>A chain that a checkpoint knows and of which nothing at all is left.</summary>
    private async Task<string?> FirstLostAsync(string tenantId, KnownHeads known, CancellationToken cancellation)
    {
        if (known.Chains.Count == 0) return null;
        var there = (await documents.SubjectsAsync(tenantId, after: null, int.MaxValue, cancellation)).Select(id => CheckpointedHead.NameOf(new SubjectPlace(tenantId, id))).ToHashSet(StringComparer.Ordinal);
        return known.Chains.Keys.Order(StringComparer.Ordinal).FirstOrDefault(chain => !there.Contains(chain));
    }

    private async Task<(KnownHeads Heads, bool IsReached)> KnownAsync(string tenantId, IReadOnlyList<SubjectPlace> subjects, CancellationToken cancellation)
    {
        try
        {
            return (await KnownHeads.ReadAsync(log, signatures, tenantId, subjects.Select(CheckpointedHead.NameOf).ToHashSet(StringComparer.Ordinal), cancellation), true);
        }
        // Chains can be checked by themselves while blobs are out of reach; the answer says what that leaves open.
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            return (KnownHeads.None, false);
        }
    }

    /// <summary>Adds up what chains have shown.</summary>
    private sealed class Run(KnownHeads known, DateTimeOffset? from)
    {
        private long _chains;
        private long _vouched;
        private AuditBreach? _breach = known.BrokenAt is { } place ? new AuditBreach(Checkpoints, place, AuditFault.Altered) : null;
        private bool _isOpen;

        public long Entries { get; private set; }

        public bool IsBroken { get; private set; }

        public void Add(ChainCheck check)
        {
            _chains++;
            Entries += check.Entries;
            _vouched += check.Vouched;
            _isOpen |= check.IsOpen;
            IsBroken = check.Breach is not null;
            _breach = check.Breach ?? _breach;
        }

        public void Lost(string? chain)
        {
            if (chain is not null) _breach ??= new AuditBreach(chain, 1, AuditFault.CutOff);
        }

        public AuditVerification Result(bool isReached, string? continuation)
        {
            var gaps = new List<AuditGap>();
            if (from is not null) gaps.Add(AuditGap.EntriesBefore);
            if (_isOpen) gaps.Add(AuditGap.EndsSinceCheckpoint);
            if (!isReached || known.BrokenAt is not null) gaps.Add(AuditGap.Checkpoints);
            return new AuditVerification(_breach is null, _chains, Entries, _vouched, known.Until, _breach, gaps, continuation);
        }
    }
}
