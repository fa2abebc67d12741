using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Projections.PersonOverview;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Unit.Projections;

/// <summary>Stored events of one person and of their applications, each record's in order.</summary>
internal sealed class History
{
    private static readonly Caller Staff = new("acme", "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly Guid _personId = Guid.NewGuid();
    private readonly List<List<JsonObject>> _records = [];
    private int _minutes;

    public SubjectKey Key { get; } = SubjectKey.Create();

    /// <summary>The events of each record.</summary>
    public IReadOnlyList<IReadOnlyList<JsonObject>> Records => _records;

    public History Person(params PersonEvent[][] versions)
    {
        Add(PeopleDomain.People, _personId, versions);
        return this;
    }

    /// <param name="steps">What happens to a draft, in as many versions.</param>
    public History Application(Guid programmeId, params ApplicationEvent[] steps)
    {
        Add(ApplicationsDomain.Applications, Guid.NewGuid(), [[new ApplicationDrafted { ProgrammeId = programmeId, Motivation = "Mine.", Answers = [] }], .. steps.Select(step => new[] { step })]);
        return this;
    }

    /// <summary>As a trigger brings it.</summary>
    public static FeedEvent Feed(JsonObject document) => FeedEvent.Of(PersonOverviewProjection.Overviews.Domains, JsonSerializer.SerializeToElement(document))!;

    public FoldOutcome Fold(ReadDocument before, IEnumerable<JsonObject> batch) =>
        new Folding(PersonOverviewProjection.Overviews, Key, new HashSet<string>()).Fold(before, batch.Select(Feed));

    /// <summary>Everything that is stored of a document.</summary>
    public static string Text(ReadDocument document) =>
        $"{(document.Content is null ? "" : DocumentJson.Write(document.Content).ToJsonString())} {document.ChangedAt:O} {string.Join(' ', document.Next.Select(one => $"{one.Key}={one.Value}"))}";

    private void Add<TState, TEvent>(Domain<TState, TEvent> domain, Guid recordId, IEnumerable<TEvent[]> versions)
        where TState : class
        where TEvent : class
    {
        var key = new RecordKey("acme", _personId.ToString(), recordId);
        Stored<TState>? state = null;
        var documents = new List<JsonObject>();
        foreach (var events in versions)
        {
            var at = Begin.AddMinutes(_minutes++);
            var change = new RecordChange<TState, TEvent>(domain, key, state, events);
            documents.AddRange(change.Events(new CommandContext(Staff, "tested"), at).Select(fact => EventDocuments.Write(domain, fact, Key)));
            state = change.After(at);
        }

        _records.Add(documents);
    }
}
