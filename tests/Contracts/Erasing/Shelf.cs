using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;

namespace Serverless.Contracts.Erasing;

/// <summary>A store of so many documents of everybody, which goes wrong as a test says.</summary>
public sealed class Shelf(string name, long documents) : ISubjectStore
{
    private long _documents = documents;

    public string Name => name;

    public ErasureStage Stage => ErasureStage.Records;

    public IReadOnlyList<StoredPlace> Covers { get; set; } = [new(StoredPlaceKind.Container, name)];

    public ErasureRule Rule { get; } = new(ErasureEffect.Deleted, "");

    /// <summary>What comes back, or was never gone, each time that it is erased.</summary>
    public long Sticking { get; set; }

    /// <summary>A code, while it is out of reach.</summary>
    public string? WaitsFor { get; set; }

    public Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation) => Task.FromResult(new SubjectCount(_documents, Retained: 0, Readable: 0));

    public Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        if (WaitsFor is not null) return Task.FromResult(SubjectErased.Nothing with { WaitsFor = WaitsFor });
        var erased = new SubjectErased(_documents - Sticking, Anonymised: 0, Retained: 0);
        _documents = Sticking;
        return Task.FromResult(erased);
    }
}
