using Serverless.Cloud.Audit;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Events;

namespace Serverless.Cloud.Cosmos;

/// <summary>Notes what a command has written of a subject, whoever gave it: a request, a message or what follows from an event.</summary>
internal static class RecordTrail
{
    /// <param name="facts">Of each change, before anything of them is sealed.</param>
    public static void Written(Caller caller, IReadOnlyList<RecordChange> changes, IReadOnlyList<IReadOnlyList<EventDocument>> facts)
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
