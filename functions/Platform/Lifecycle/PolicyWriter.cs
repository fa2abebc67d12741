using System.Xml;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Lifecycle;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Platform.ProcessingRecords;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.Lifecycle;

/// <summary>Writes how long everything is kept, of what domains declare and of what is said of the rest.</summary>
public sealed class PolicyWriter(IEnumerable<Domain> domains, StorePolicies policies, SubjectStores stores, LifecycleOptions options)
{
    /// <summary>All but what is found only while a record is being moved.</summary>
    private static readonly LeftAlone[] Hindrances = [LeftAlone.LegalHold, LeftAlone.Restricted, LeftAlone.DeadLetters, LeftAlone.BroughtBack];

    public RetentionPolicies Write() => new(
        [.. domains.Select(Of).OrderBy(policy => policy.RecordType, StringComparer.Ordinal)],
        [.. policies.All.Select(Of)]);

    private RecordPolicy Of(Domain domain)
    {
        var (retention, archive) = (domain.Retention, domain.Retention?.Archive);
        return new RecordPolicy
        {
            RecordType = domain.RecordType,
            Container = domain.Container,
            Owner = domain.Owner,
            Clock = retention is null ? null : new RetentionClock(retention.Field, retention.Values),
            InReach = retention is null ? null : options.After.TryGetValue(domain.Container, out var set) ? XmlConvert.ToString(set) : $"P{retention.YearsKept}Y",
            Then = retention is null ? RetentionEnd.Kept : archive is null ? RetentionEnd.Deleted : RetentionEnd.Archived,
            Archive = archive is null ? null : new ArchivePolicy(ArchiveBlobs.ContainerOf(domain).Name, archive.OfflineAfterDays, archive.DeletedAfterDays),
            Otherwise = ProcessingActivities.KeptOtherwise(domain),
            Basis = retention?.Basis,
            HeldUpBy = retention is null ? [] : Hindrances,
            OnErasure = ProcessingActivities.Erased(domain),
        };
    }

    private OtherPolicy Of(StorePolicy policy) => new()
    {
        Name = policy.Name,
        Holds = policy.Holds,
        Places = [.. policy.Covers.Select(OtherStores.Described)],
        KeptFor = policy.Life is { } life ? XmlConvert.ToString(life) : null,
        When = policy.When,
        EndedBy = policy.EndedBy,
        Reason = policy.Reason,
        Setting = policy.Setting,
        OnErasure = [.. stores.All.Where(store => store.Covers.Intersect(policy.Covers).Any()).Select(store => OtherStores.Erased(store.Rule)).Distinct(StringComparer.Ordinal)],
    };
}
