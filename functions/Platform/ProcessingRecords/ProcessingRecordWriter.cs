using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Functions.Platform.ProcessingRecords;

/// <summary>Writes the record of processing of all that the app declares.</summary>
public sealed class ProcessingRecordWriter(
    IEnumerable<Domain> domains, IEnumerable<Projection> projections, SubjectStores stores, ProcessingOptions options, Residency residency)
{
    private static readonly string[] Measures =
    [
        "Fields that are personal are sealed (AES-256-GCM) with a key of the person's own before they leave the process, wherever they are stored or sent.",
        "Keys of persons are wrapped by their tenant's key, which lies in a key vault and never leaves it.",
        "The data of a person is a partition of its own; the tenant of a request is always the caller's.",
        "Every function states which roles it answers; of what it answers, each role sees the classes of data that are listed here.",
        "Whoever reads or writes personal data is entered in a log before the answer leaves; its entries are chained, so that none can be altered or removed unnoticed.",
        "Logs, metrics, traces, ids and addresses hold nothing personal.",
        "Events are only ever added: who changed what, when and why can be told of every record.",
        "Erasing a person destroys their key: what is left of them in backups and copies is unreadable.",
    ];

    public ProcessingRecord Write()
    {
        var (about, nobody) = (domains.Where(ProcessingActivities.IsAboutPeople), domains.Where(domain => !ProcessingActivities.IsAboutPeople(domain)));
        var (models, empty) = (projections.Where(ProcessingActivities.IsAboutPeople), projections.Where(projection => !ProcessingActivities.IsAboutPeople(projection)));
        var known = domains.Select(domain => domain.Container).Concat(projections.Select(projection => projection.Name)).ToHashSet(StringComparer.Ordinal);
        var others = OtherStores.Beside(known, stores).ToLookup(store => store.Rule.Effect == ErasureEffect.NotPersonal);
        return new ProcessingRecord(
            options.Controller,
            options.Officer,
            residency.Region,
            options.Recipients,
            options.Transfers,
            [.. Enum.GetValues<Personal>().Where(personal => personal != Personal.None).Select(personal => new SeenClass(personal, SeenBy(personal)))],
            Measures,
            [
                .. about.Select(ProcessingActivities.Of).OrderBy(activity => activity.Name, StringComparer.Ordinal),
                .. models.Select(ProcessingActivities.Of).OrderBy(activity => activity.Name, StringComparer.Ordinal),
            ],
            [.. others[false].Select(OtherStores.Of).OrderBy(store => store.Name, StringComparer.Ordinal)],
            [
                .. nobody.Select(domain => domain.RecordType).Concat(empty.Select(projection => projection.Name)).Concat(others[true].Select(store => store.Name))
                    .Order(StringComparer.Ordinal),
            ]);
    }

    private static IReadOnlyList<Role> SeenBy(Personal personal) =>
        [.. Enum.GetValues<Role>().Where(role => new Caller("any", "any", PersonId: null, new HashSet<Role> { role }).Sees(personal, subjectId: ""))];
}
