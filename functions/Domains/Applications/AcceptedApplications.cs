using System.Text.Json;
using Serverless.Cloud.Automation;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Applications;

/// <summary>Tells which applications are accepted, and which of these were withdrawn after all.</summary>
public sealed class AcceptedApplications(RecordStore store, StartEnrolment start, EndEnrolment end)
{
    private const int PageSize = 100;

    public async Task<Error?> FollowAsync(object fact, EventDocument document, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(document);
        var (caller, personId, programmeId) = (ReactionCaller.Of(document), Guid.Parse(document.SubjectId), ((ApplicationEvent)fact).ProgrammeId);
        if (fact is ApplicationAccepted) return await start(caller, personId, programmeId, document.RecordId, cancellation);
        if (!WasAccepted(document)) return null;
        if (await end(caller, personId, programmeId, document.RecordId, cancellation) is { } refusal) return refusal;
        // Different applications are followed side by side, so another one may have been told while this one still counted.
        return await FindOtherAsync(caller, personId, programmeId, document.RecordId, cancellation) is { } other
            ? await start(caller, personId, programmeId, other, cancellation)
            : null;
    }

    private async Task<Guid?> FindOtherAsync(Caller caller, Guid personId, Guid programmeId, Guid withdrawn, CancellationToken cancellation)
    {
        var (theirs, continuation) = (new RecordQuery(caller.TenantId, personId.ToString()), (string?)null);
        do
        {
            var page = await store.ListAsync(ApplicationsDomain.Applications, theirs, PageSize, continuation, cancellation)
                ?? throw new InvalidOperationException("The store does not know its own continuation.");
            var other = page.Items.FirstOrDefault(one => one.Key.RecordId != withdrawn && one.State.ProgrammeId == programmeId && one.State.Status == ApplicationStatus.Accepted);
            if (other is not null) return other.Key.RecordId;
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return null;
    }

    private static bool WasAccepted(EventDocument withdrawn) =>
        withdrawn.Changes.Single(change => change.Field == "status").From.Deserialize<ApplicationStatus>(DocumentJson.Options) == ApplicationStatus.Accepted;
}
