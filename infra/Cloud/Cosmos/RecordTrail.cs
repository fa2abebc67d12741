using System.Text.Json.Nodes;
using Serverless.Cloud.Audit;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Cosmos;

/// <summary>Notes what is shown and written of records, whoever asks for it: a request, a message or what follows from an event.</summary>
public static class RecordTrail
{
    /// <summary>For whoever makes an answer of a record in a way of their own.</summary>
    /// <param name="shown">What is left of the record's data when it is masked.</param>
    public static void Shown(Caller caller, Domain domain, RecordKey key, JsonObject shown)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(key);
        AccessTrail.Current?.Note(AccessKind.Read, caller, new SubjectPlace(key.TenantId, key.SubjectId), domain.RecordType, key.Id, PersonalField.In(domain.Schema, shown));
    }

    /// <param name="facts">Of each change, before anything of them is sealed.</param>
    internal static void Written(Caller caller, IReadOnlyList<RecordChange> changes, IReadOnlyList<IReadOnlyList<EventDocument>> facts)
    {
        if (AccessTrail.Current is not { } trail) return;
        for (var i = 0; i < changes.Count; i++)
        {
            var (change, key) = (changes[i], changes[i].Key);
            if (change.Domain.HasPersonal)
                trail.Note(AccessKind.Write, caller, new SubjectPlace(key.TenantId, key.SubjectId), change.Domain.RecordType, key.Id, facts[i].SelectMany(fact => Fields(change, fact)));
        }
    }

    /// <summary>What was taken away is written too; so is what only the event tells.</summary>
    private static IEnumerable<PersonalField> Fields(RecordChange change, EventDocument fact) => fact.Changes
        .SelectMany(one => change.Domain.Schema.Find(one.Field) is { } field ? PersonalField.In(field, one.From).Concat(PersonalField.In(field, one.To)) : [])
        .Concat(PersonalField.In(change.Domain.Events.Single(type => type.Name == fact.Kind).Schema, fact.Data));
}
