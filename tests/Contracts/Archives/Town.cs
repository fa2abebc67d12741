using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Serverless.Cloud.Archives;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Running;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;

namespace Serverless.Contracts.Archives;

/// <summary>A tenant whose people have visited, and its archivals, step by step as an orchestration takes them.</summary>
internal sealed class Town(RetirementApp app, Domain<Visit, VisitEvent> domain, string? name = null)
{
    private readonly Guid _run = Guid.NewGuid();
    private RetirementCursor? _cursor;
    private LookedAt _next = LookedAt.Nothing;
    private int _part = 1;
    private DeletionChoice? _deleted;
    private bool _isChosen;
    private bool _isOver;

    public string Tenant { get; } = name ?? $"t-{Guid.NewGuid():N}";

    public List<MonthFigures> Figures { get; } = [];

    /// <summary>How often a deletion had to be told again, for an archive was offline.</summary>
    public int Waits { get; private set; }

    private RetirementScope Scope => new(Tenant, _run, domain, app.Time.GetUtcNow().AddYears(-1));

    private Container Container => app.Database.GetContainer(domain.Container);

    public async Task<RecordKey> VisitAsync(Guid person, int notes = 1, bool isOver = true)
    {
        var key = new RecordKey(Tenant, $"{person}", Guid.NewGuid());
        Assert.True((await app.Get<Commands>().CreateAsync(domain, key, Command(), () => new Arrived { Site = "here" }, CancellationToken.None)).IsSuccess);
        for (var i = 0; i < notes; i++) await DoAsync(key, new Noted { Note = $"Note {i}" });
        if (isOver) await DoAsync(key, new Departed());
        return key;
    }

    public async Task DoAsync(RecordKey key, VisitEvent fact) =>
        Assert.Null((await app.Get<Commands>().ChangeAsync(domain, key, Command(), _ => fact, CancellationToken.None)).Error);

    /// <summary>Steps until the end; what breaks off goes on from the last step that was finished.</summary>
    /// <param name="between">Told before every step.</param>
    public async Task RunAsync(Func<Task>? between = null)
    {
        while (!_isOver)
        {
            if (between is not null) await between();
            if (domain.Retention!.Archive is null) await DeleteAsync();
            else if (_isChosen) await RemoveAsync();
            else await WriteAsync();
        }
    }

    public async Task WriteAsync()
    {
        var written = await app.Get<Archiving>().WriteAsync(Scope, _cursor, _part, CancellationToken.None);
        _isChosen = written.Part is not null;
        _next = written.Looked;
        if (!_isChosen) Beyond([]);
    }

    public async Task RemoveAsync()
    {
        var part = await app.Get<Archiving>().RemoveAsync(Scope, _part, CancellationToken.None);
        _isChosen = false;
        if (part is null) return;
        _part++;
        Beyond([part.Moved!]);
    }

    public Task<LookedAt> PlanAsync() => app.Get<Archiving>().PlanAsync(Scope, after: null, CancellationToken.None);

    public ArchivalParts Parts() => new(app, Tenant, _run);

    /// <summary>A record as it can be had, wherever it is: whole where it lies, or whole in the archive that its marker names.</summary>
    public async Task<(JsonObject State, IReadOnlyList<JsonObject> Events, bool IsArchived)> FindAsync(RecordKey key)
    {
        var documents = await DocumentsAsync(key.SubjectId);
        var state = documents.Single(document => (string?)document["id"] == $"{key.RecordId}");
        if (ArchiveMarker.Of(state) is not { } marker)
            return (state, [.. documents.Where(document => (string?)document["recordId"] == $"{key.RecordId}").OrderBy(fact => (long)fact["version"]!)], false);
        var archived = await app.Get<ArchiveBlobs>().FindAsync(marker.Place, CancellationToken.None) ?? throw new InvalidOperationException("Its place is blank.");
        return (archived.State, archived.Events, true);
    }

    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string subjectId) => await Container
        .GetItemQueryIterator<JsonObject>("SELECT * FROM c", requestOptions: new() { PartitionKey = new PartitionKeyBuilder().Add(Tenant).Add(subjectId).Build() }).DrainAsync();

    /// <summary>A document that an event parked: nobody knows yet what will follow from it.</summary>
    public async Task ParkAsync(RecordKey key)
    {
        var letter = new DeadLetter
        {
            Id = Guid.NewGuid(), TenantId = Tenant, SubjectId = key.SubjectId, Projection = "guests", Status = DeadLetterStatus.Parked, Reason = StopReason.Unfoldable, Error = "Tested.",
            Event = new EventReference(domain.Container, $"{Guid.NewGuid()}", domain.RecordType, key.RecordId, 1, 0), ParkedAt = app.Time.GetUtcNow(), Attempts = 1, AttemptedAt = app.Time.GetUtcNow(),
        };
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(letter, DocumentJson.Options));
        using var added = await app.Database.GetContainer(PlatformContainers.DeadLetters.Name)
            .CreateItemStreamAsync(content, new PartitionKeyBuilder().Add(Tenant).Add(key.SubjectId).Build());
        added.EnsureSuccessStatusCode();
    }

    private async Task DeleteAsync()
    {
        var deleting = app.Get<Deleting>();
        _deleted ??= await deleting.ChooseAsync(Scope, _cursor, CancellationToken.None);
        _next = _deleted.Looked;
        if (await deleting.DeleteAsync(Scope, _deleted.Records, CancellationToken.None) is not { } gone)
        {
            Waits++;
            return;
        }

        _deleted = null;
        Beyond(gone);
    }

    private void Beyond(IReadOnlyList<MonthFigures> moved)
    {
        Figures.AddRange(moved.Concat(_next.Stay));
        _cursor = _next.Next;
        _isOver = _cursor is null;
    }

    private CommandContext Command() => new(new Caller(Tenant, "staff-1", PersonId: null, new HashSet<Role> { Role.Staff }), "tested");
}

/// <summary>What an archival has left in the index.</summary>
internal sealed class ArchivalParts(RetirementApp app, string tenant, Guid run)
{
    public async Task<IReadOnlyList<ArchivePart>> AllAsync() => await app.Get<ArchiveIndex>().PartsAsync(tenant, run, CancellationToken.None).ToListAsync();

    public async Task<IReadOnlyList<ArchiveEntry>> EntriesAsync(ArchivePart part) => await app.Get<ArchiveIndex>().EntriesAsync(tenant, part.Id, CancellationToken.None).ToListAsync();
}
