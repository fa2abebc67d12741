using System.Runtime.CompilerServices;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Cloud.Subjects;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>Gives back the seats of somebody who is erased: nobody could withdraw their applications afterwards.</summary>
public sealed class HeldSeats(RecordStore store, ReleaseSeat releaseSeat) : ISubjectStore
{
    private const int PageSize = 100;

    private static readonly HashSet<Role> None = [];

    public string Name => "application-seats";

    public ErasureStage Stage => ErasureStage.Unlinking;

    /// <summary>Seats lie with their programmes, and are about no person.</summary>
    public IReadOnlyList<StoredPlace> Covers => [];

    public ErasureRule Rule { get; } = new(ErasureEffect.Anonymised, "A seat stays with its programme as one that was given back, and names an application that is deleted.");

    /// <summary>Applications that may hold a seat.</summary>
    public async Task<SubjectCount> CountAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        var count = 0L;
        await foreach (var _ in HoldingAsync(subject, cancellation)) count++;
        return new SubjectCount(count, Retained: 0, Readable: 0);
    }

    public async Task<SubjectErased> EraseAsync(SubjectPlace subject, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        var caller = new Caller(subject.TenantId, "erasure", PersonId: null, None);
        var released = 0L;
        await foreach (var application in HoldingAsync(subject, cancellation))
        {
            var refusal = await releaseSeat(caller, application.State.ProgrammeId, application.Key.RecordId, cancellation);
            if (refusal is not (null or { Kind: ErrorKind.NotFound })) throw new SubjectStoreException(Name, refusal);
            released++;
        }

        return new SubjectErased(Deleted: 0, released, Retained: 0);
    }

    private async IAsyncEnumerable<Stored<Application>> HoldingAsync(SubjectPlace subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (theirs, continuation) = (new RecordQuery(subject.TenantId, subject.SubjectId), (string?)null);
        do
        {
            var page = await store.ListAsync(ApplicationsDomain.Applications, theirs, PageSize, continuation, cancellation)
                ?? throw new InvalidOperationException("The store does not know its own continuation.");
            foreach (var application in page.Items.Where(application => ApplicationSteps.MayHoldSeat(application.State.Status))) yield return application;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }
}
