using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Cloud.Projections;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Projections.PersonOverview;

public sealed class PersonOverviewQuery(ReadModel model, ProgrammeTitles titles, TimeProvider time)
{
    private static readonly Error NotFound = new(ErrorKind.NotFound, "person-not-found", "There is no such person.");

    [Function("GetPersonOverview")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read the overview of a person", Answer = typeof(Overview), Errors = ["person-not-found", "write-parked", "malformed-consistency-token"])]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "people/{personId:guid}/overview")] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        if (!ConsistentWith.TryRead(request, out var token)) return Problems.Of(ConsistentWith.Malformed);
        var caller = request.Caller();
        var (projection, kind) = (PersonOverviewProjection.Declared, PersonOverviewProjection.Overviews);
        var read = await model.ReadAsync(projection, kind, new SubjectPlace(caller.TenantId, personId.ToString()), token, content => content is Overview { Person: not null }, cancellation);
        if (!read.IsSuccess) return Problems.Of(read.Error);
        if (read.Value.Document.Content is not Overview { Person: not null } overview) return Problems.Of(NotFound);

        var found = await titles.FindAsync(caller.TenantId, overview.Applications.Select(application => application.ProgrammeId), cancellation);
        var answer = read.Value.With(overview with { Applications = [.. overview.Applications.Select(one => one with { ProgrammeTitle = found.GetValueOrDefault(one.ProgrammeId) })] });
        return Results.Ok(ReadModelView.Of(projection, kind, answer, caller, personId.ToString(), time.GetUtcNow()));
    }
}
