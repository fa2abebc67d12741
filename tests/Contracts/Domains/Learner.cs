using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Automation;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Seams;
using Serverless.Kernel.Results;
using static Serverless.Contracts.Domains.DomainApp;

namespace Serverless.Contracts.Domains;

/// <summary>Somebody in a programme, what is told of them and what follows.</summary>
internal sealed class Learner(DomainApp app, Course course, Guid personId)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public static readonly Guid Session = Guid.Parse("00000001-0000-4000-8000-000000000000");
    public static readonly Guid Task = Guid.Parse("00000002-0000-4000-8000-000000000000");

    public Guid PersonId => personId;

    public Guid EnrolmentId => Enrolment.IdOf(personId, course.Id);

    public Guid CertificateId => Certificate.IdOf(EnrolmentId);

    /// <summary>Accepted, and what follows from it.</summary>
    public static async Task<(Learner Learner, Applicant Application)> AcceptedAsync(DomainApp app, Course course)
    {
        var application = await course.UnderReviewAsync();
        Assert.Equal("accepted", (await application.AcceptAsync()).Field("status"));
        var learner = new Learner(app, course, application.PersonId);
        await learner.FollowApplicationsAsync();
        return (learner, application);
    }

    /// <summary>Everything of the person in the applications' feed, once more.</summary>
    public Task FollowApplicationsAsync() => FollowAsync("applications", EnrolFunctions.Name);

    /// <summary>Everything of the person in the enrolments' feed, once more.</summary>
    public Task FollowEnrolmentsAsync() => FollowAsync("enrolments", CertifyFunctions.Name);

    public Task<Error?> AttendAsync(bool isAttended = true, long version = 1) =>
        app.Services.GetRequiredService<RecordAttendedSession>()(Staff, personId, course.Id, Session, isAttended, version, Never);

    public Task<Error?> PassAsync(int points = 60) => app.Services.GetRequiredService<RecordPassedTask>()(Staff, personId, course.Id, Task, points, Never);

    public Task<EnrolmentStanding> StandingAsync() => app.Services.GetRequiredService<FindEnrolmentStanding>()(Staff.TenantId, personId, course.Id, Never);

    public Task<Error?> CertifyAsync() =>
        app.Services.GetRequiredService<IssueCertificate>()(Staff, personId, course.Id, EnrolmentId, new DateOnly(2027, 3, 1), Never);

    public Task<Reply> DropAsync(JsonObject dropOut, string? key = null) =>
        app.CallAsync<EnrolmentFunctions>(Staff, (f, request) => f.DropAsync(request, personId, EnrolmentId, Never), dropOut, key);

    public Task<Reply> CompleteAsync() => app.CallAsync<EnrolmentFunctions>(Staff, (f, request) => f.CompleteAsync(request, personId, EnrolmentId, Never));

    public Task<Reply> ReadAsync() => app.CallAsync<EnrolmentFunctions>(Staff, (f, request) => f.GetAsync(request, personId, EnrolmentId, Never));

    public async Task<IReadOnlyList<JsonNode>> EnrolmentsAsync() =>
        Items(await app.CallAsync<EnrolmentFunctions>(Staff, (f, request) => f.ListAsync(request, personId, Never)));

    public async Task<IReadOnlyList<JsonNode>> CertificatesAsync() =>
        Items(await app.CallAsync<CertificateFunctions>(Staff, (f, request) => f.ListAsync(request, personId, Never)));

    public Task<Reply> CertificateAsync() => app.CallAsync<CertificateFunctions>(Staff, (f, request) => f.GetAsync(request, personId, CertificateId, Never));

    public Task<Reply> RevokeAsync(JsonObject revocation) =>
        app.CallAsync<CertificateFunctions>(Staff, (f, request) => f.RevokeAsync(request, personId, CertificateId, Never), revocation);

    /// <summary>The names of the person's events in a container, in order.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string container) =>
    [
        .. (await DocumentsAsync(container)).Where(document => document["recordType"] is not null)
            .OrderBy(fact => (long)fact["version"]!).ThenBy(fact => (int)fact["index"]!).Select(fact => (string)fact["kind"]!),
    ];

    public async Task<IReadOnlyList<JsonObject>> DocumentsAsync(string container) =>
        [.. (await app.DocumentsAsync(container)).Where(document => (string?)document["subjectId"] == personId.ToString())];

    private async Task FollowAsync(string container, string reaction)
    {
        var changes = (await DocumentsAsync(container)).Select(change => JsonSerializer.SerializeToElement(change)).ToList();
        await app.Services.GetRequiredService<ReactionFeed>().RunAsync(reaction, changes, Never);
    }

    private static IReadOnlyList<JsonNode> Items(Reply reply) => [.. reply.Body["items"]!.AsArray().Select(item => item!)];
}
