using Serverless.Cloud.Subjects;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>What answers for the rest of what is stored: containers of no domain and no read model, blobs, messages, histories.</summary>
internal static class OtherStores
{
    /// <param name="activities">Containers that activities speak of, and those that are about nobody.</param>
    public static IEnumerable<ISubjectStore> Beside(IReadOnlySet<string> activities, SubjectStores stores) =>
        stores.All.Where(store => store.Covers.Any(place => place.Kind != StoredPlaceKind.Container || !activities.Contains(place.Name)));

    public static OtherStore Of(ISubjectStore store) => new(store.Name, [.. store.Covers.Select(Described)], Erased(store.Rule));

    public static string Described(StoredPlace place) => $"{Kind(place.Kind)} {place.Name}";

    public static string Erased(ErasureRule rule)
    {
        var effect = rule.Effect switch
        {
            ErasureEffect.Deleted => "Deleted.",
            ErasureEffect.Anonymised => "Anonymised.",
            ErasureEffect.Retained => "Kept, what is sealed unreadable.",
            ErasureEffect.Recomputed => "Made again of what is left of its records.",
            ErasureEffect.Expires => "Unreadable, and gone by itself after its time.",
            ErasureEffect.NotPersonal => "Stays: it is about nobody.",
            _ => throw new ArgumentOutOfRangeException(nameof(rule)),
        };
        return rule.Basis.Length == 0 ? effect : $"{effect} {Sentence.Of(rule.Basis)}";
    }

    private static string Kind(StoredPlaceKind kind) => kind switch
    {
        StoredPlaceKind.Container => "container",
        StoredPlaceKind.BlobContainer => "blob container",
        StoredPlaceKind.Queue => "queue",
        StoredPlaceKind.Topic => "topic",
        StoredPlaceKind.Orchestration => "orchestration",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
