using Serverless.Architecture.Persistence;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Declarations;

namespace Serverless.Architecture.Subjects;

/// <summary>Erasure reaches everything that the app stores, and nothing that it leaves is left without a reason.</summary>
[Trait("Requirement", "S6")]
public sealed class CoverageTests
{
    /// <summary>Ids in what is anonymised that name nothing of the subject's, so that statistics can be counted by them.</summary>
    private static readonly string[] Kept =
    [
        "attendance/programmeId", "attendance/sessionId", "enrolments/passedTasks/taskId", "enrolments/programmeId", "enrolments/sessionId", "enrolments/sessions/sessionId", "enrolments/taskId",
    ];

    [Fact]
    public void Everything_that_is_stored_is_answered_for() => Assert.Empty(AsBuilt.Stores.Uncovered());

    [Fact]
    public void Every_kind_of_place_is_found()
    {
        var covered = AsBuilt.Stores.All.SelectMany(store => store.Covers).ToList();
        Assert.Contains(new StoredPlace(StoredPlaceKind.Container, "people"), covered);
        Assert.Contains(new StoredPlace(StoredPlaceKind.Container, "person-overview"), covered);
        Assert.Contains(new StoredPlace(StoredPlaceKind.Queue, "attendance-imports"), covered);
        Assert.Contains(new StoredPlace(StoredPlaceKind.Topic, "events"), covered);
        Assert.Contains(new StoredPlace(StoredPlaceKind.Orchestration, "RebuildProjection"), covered);
    }

    [Fact]
    [Trait("Requirement", "S10")]
    public void What_is_left_is_left_for_a_reason() =>
        Assert.Empty(AsBuilt.Stores.All.Where(store => store.Rule.Effect != ErasureEffect.Deleted && string.IsNullOrWhiteSpace(store.Rule.Basis)).Select(store => store.Name));

    [Fact]
    [Trait("Requirement", "S9")]
    public void What_is_anonymised_keeps_no_id_of_the_subjects_own()
    {
        var anonymised = AsBuilt.Domains.Where(domain => domain.Erasure.Kind == ErasureKind.Anonymise).ToList();
        Assert.NotEmpty(anonymised);
        var ids = anonymised.SelectMany(domain => domain.Events.Select(type => type.Schema).Append(domain.Schema).SelectMany(schema => Ids(schema, domain.Container)));
        Assert.Equal(Kept, ids.Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Ids(RecordSchema schema, string path) => schema.Fields.Where(field => field is { IsPersonal: false, IsOfSubject: false }).SelectMany(field =>
    {
        var value = field.Value.Element ?? field.Value;
        return value.Record is { } record ? Ids(record, $"{path}/{field.Name}") : value.Kind == ValueKind.Uuid ? [$"{path}/{field.Name}"] : [];
    });
}
