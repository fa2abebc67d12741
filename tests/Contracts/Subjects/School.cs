using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Keys;
using Serverless.Cloud.Projections;
using Serverless.Contracts.Domains;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Payments;
using Serverless.Functions.Domains.People;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Projections.ProgrammeDashboard;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Unit.Projections.Programmes;
using AttendedSession = Serverless.Functions.Domains.Attendance.AttendanceRecord;

namespace Serverless.Contracts.Subjects;

/// <summary>A tenant with a programme and a ledger, and the people in it with something in every domain.</summary>
internal sealed class School(ErasureApp app, string tenant)
{
    public const string Secret = "Zdenka-4711";

    private static readonly CancellationToken Never = CancellationToken.None;
    private static readonly DateOnly FirstDay = new(2026, 12, 7);

    private readonly Caller _staff = new(tenant, "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });
    private readonly List<Guid> _sessions = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
    private readonly List<Guid> _tasks = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
    private (Guid Cash, Guid Fees) _accounts;

    public string Tenant => tenant;

    public Guid ProgrammeId { get; } = Guid.NewGuid();

    public Guid LedgerId { get; private set; }

    public SubjectPlace PlaceOf(Guid person) => new(tenant, person.ToString());

    public static async Task<School> OpenAsync(ErasureApp app, string tenant)
    {
        var school = new School(app, tenant);
        await school.PutAsync(ProgrammesDomain.Programmes, school.ProgrammeId, school.ProgrammeId,
            new ProgrammeDrafted
            {
                Title = "Data basics", Description = "All of it.", Language = "en", Starts = FirstDay, Ends = FirstDay.AddDays(200), Capacity = 1000,
                Tasks = [.. school._tasks.Select((id, i) => new ProgrammeTask { Id = id, Title = $"Task {i}", Due = FirstDay.AddDays(14 * (i + 1)), Points = 10 })],
            },
            new ProgrammePublished());
        school.LedgerId = (await school.CallAsync<LedgerFunctions>((f, request) => f.OpenAsync(request, Never), new JsonObject { ["name"] = "School" })).Id;
        school._accounts = (await school.AccountAsync("asset"), await school.AccountAsync("income"));
        return school;
    }

    /// <summary>Somebody new, with a life that a seed makes up; each of them has something in every domain.</summary>
    public async Task<Guid> PersonAsync(int seed = 0)
    {
        var (random, person) = (new Random(seed), Guid.NewGuid());
        await RegisterAsync(person);
        var application = Guid.NewGuid();
        await PutAsync(ApplicationsDomain.Applications, person, application,
            new ApplicationDrafted { ProgrammeId = ProgrammeId, Motivation = $"{Secret} wants it.", Answers = [new Answer { Question = "Why?", Text = $"{Secret}!" }] },
            new ApplicationSubmitted { ProgrammeId = ProgrammeId }, new ApplicationReviewStarted { ProgrammeId = ProgrammeId });
        Assert.Null(await app.Get<ClaimSeat>()(_staff, ProgrammeId, application, Never));
        await PutAsync(ApplicationsDomain.Applications, person, application, new ApplicationAccepted { ProgrammeId = ProgrammeId });
        await PutAsync(ApplicationsDomain.Applications, person, Guid.NewGuid(), new ApplicationDrafted { ProgrammeId = ProgrammeId, Answers = [] });
        await EnrolAsync(person, application, random);
        foreach (var (index, session) in _sessions.Index().Take(random.Next(3, 7)))
        {
            var said = new AttendanceRecorded { ProgrammeId = ProgrammeId, SessionId = session, SessionDate = FirstDay.AddDays(7 * index), Status = Pick<AttendanceStatus>(random), Note = $"{Secret} was late." };
            await PutAsync(AttendanceDomain.Attendance, person, AttendedSession.IdOf(ProgrammeId, session, person), said);
        }

        foreach (var task in _tasks.Take(random.Next(1, 4)))
        {
            await PutAsync<Submission, SubmissionEvent>(SubmissionsDomain.Submissions, person, Submission.IdOf(person, ProgrammeId, task),
                new SubmissionHandedIn { ProgrammeId = ProgrammeId, TaskId = task, IsLate = random.Next(2) == 0, Points = 10, Text = $"{Secret} wrote this." },
                random.Next(2) == 0 ? new SubmissionPassed { ProgrammeId = ProgrammeId, TaskId = task, Points = 10, Score = 80 } : new SubmissionFailed { ProgrammeId = ProgrammeId, TaskId = task, Score = 10 });
        }

        await PutAsync(ConsentsDomain.Consents, person, ConsentLedger.IdOf(person), new ConsentGranted
        {
            Sequence = 1, PreviousHash = "", Hash = "hash", Purpose = ConsentPurpose.Directory, PolicyVersion = "1", RecordedAt = app.Time.GetUtcNow(), RecordedBy = "staff-1",
        });
        await app.Get<SubjectKeys>().ConsentAsync(tenant, person.ToString(), [ProgrammeDashboardProjection.ProgressAnalysis], Never);
        await PayAsync(person, 100);
        return person;
    }

    public async Task<Guid> PayAsync(Guid person, int amount)
    {
        var paid = await CallAsync<TransferFunctions>((f, request) => f.PostAsync(request, LedgerId, Never), new JsonObject
        {
            ["fromAccountId"] = _accounts.Fees, ["toAccountId"] = _accounts.Cash, ["amount"] = $"{amount}", ["currency"] = "EUR", ["purpose"] = "tuition",
            ["reference"] = $"{Secret} has paid.", ["personId"] = person,
        }, key: Guid.NewGuid().ToString());
        Assert.Equal(StatusCodes.Status201Created, paid.Status);
        return paid.Id;
    }

    public async Task<Guid> CertifyAsync(Guid person)
    {
        var certificate = Certificate.IdOf(Enrolment.IdOf(person, ProgrammeId));
        await PutAsync(CertificatesDomain.Certificates, person, certificate, new CertificateIssued
        {
            ProgrammeId = ProgrammeId, EnrolmentId = Enrolment.IdOf(person, ProgrammeId), ProgrammeTitle = "Data basics", HolderName = Secret, CompletedOn = FirstDay, IssuedOn = FirstDay,
        });
        return certificate;
    }

    /// <summary>One more session than any counter's batch has room for, each on a day of its own.</summary>
    public async Task AttendForLongAsync(Guid person)
    {
        foreach (var (day, session) in Enumerable.Range(0, 100).Select(day => (day, Guid.NewGuid())))
        {
            var said = new AttendanceRecorded { ProgrammeId = ProgrammeId, SessionId = session, SessionDate = FirstDay.AddDays(100 + day), Status = AttendanceStatus.Present };
            await PutAsync(AttendanceDomain.Attendance, person, AttendedSession.IdOf(ProgrammeId, session, person), said);
        }
    }

    /// <summary>All that it says but when it was asked.</summary>
    public async Task<string> TrialBalanceAsync()
    {
        var balance = (await CallAsync<LedgerFunctions>((f, request) => f.BalanceAsync(request, LedgerId, Never))).Body;
        Assert.True((bool)balance["isBalanced"]!);
        balance.Remove("asOf");
        return balance.ToJsonString();
    }

    /// <summary>Each event by a command of its own, under a key by which a repetition would be known.</summary>
    public async Task PutAsync<TState, TEvent>(Domain<TState, TEvent> domain, Guid subject, Guid record, params TEvent[] events)
        where TState : class
        where TEvent : class
    {
        var key = new RecordKey(tenant, subject.ToString(), record);
        foreach (var one in events)
        {
            var before = await app.Get<RecordStore>().FindAsync(domain, key, Never);
            var context = new CommandContext(_staff, "tested") { IdempotencyKey = Guid.NewGuid().ToString(), TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
            var committed = await app.Get<RecordStore>().CommitAsync(domain, before, [new RecordChange<TState, TEvent>(domain, key, before, [one])], context, Never);
            Assert.IsType<Commitment.Done>(committed);
        }
    }

    /// <summary>All events of the tenant that a dashboard is made of, as they are stored.</summary>
    public async Task<Oracle> OracleAsync()
    {
        string[] containers = ["applications", "enrolments", "attendance", "submissions", "certificates"];
        var all = await Task.WhenAll(containers.Select(container => app.DocumentsAsync(container, tenant)));
        return new Oracle(all.SelectMany(documents => documents).Where(document => document["recordType"] is not null));
    }

    public async Task<Dashboard> DashboardAsync()
    {
        var (projection, partition) = (ProgrammeDashboardProjection.Declared, ProgrammeDashboardProjection.PartitionOf(tenant, ProgrammeId));
        var model = app.Get<PlacedModel>();
        var state = (await model.StateAsync(projection, tenant, token: null, holder: null, Never)).Value;
        var counters = await model.TallyAsync(projection, partition, LearnerTally.Dashboard, state, Never);
        var outline = await model.ReadAsync(projection, ProgrammeDashboardProjection.Programmes, new DocumentPlace(partition), state, Never);
        return Dashboard.Of(ProgrammeId, (ProgrammeOutline)outline.Content!, counters, state, app.Time.GetUtcNow());
    }

    /// <returns>The application that was rejected.</returns>
    public async Task<Guid> RejectAsync(Guid person)
    {
        var application = Guid.NewGuid();
        await PutAsync(ApplicationsDomain.Applications, person, application,
            new ApplicationDrafted { ProgrammeId = ProgrammeId, Motivation = $"{Secret} wants it.", Answers = [] },
            new ApplicationSubmitted { ProgrammeId = ProgrammeId },
            new ApplicationReviewStarted { ProgrammeId = ProgrammeId },
            new ApplicationRejected { ProgrammeId = ProgrammeId, Rejection = new Rejection { Reason = RejectionReason.ProgrammeFull } });
        return application;
    }

    private async Task RegisterAsync(Guid person)
    {
        var (key, first, second) = (RecordKey.OfSubject(tenant, person), $"{person:N}@example.org", $"new-{person:N}@example.org");
        PersonEvent[] life =
        [
            new PersonRegistered { Name = $"{Secret} Example", Email = first, Phone = "+4910", Language = "en" },
            new PersonChanged { Name = $"{Secret} Example", Email = second, Phone = "+4910", Language = "en" },
        ];
        Person? before = null;
        foreach (var one in life)
        {
            Assert.Null(await app.Get<EmailAddresses>().TakeAsync(key, before, [one], Never));
            await PutAsync(PeopleDomain.People, person, person, one);
            before = PersonDecisions.Evolve(before, one);
        }

        if (person.ToByteArray()[0] % 3 == 0) await PutAsync(PeopleDomain.People, person, person, new PersonDeleted());
    }

    private async Task EnrolAsync(Guid person, Guid application, Random random)
    {
        EnrolmentEvent[] ends = [new EnrolmentDropped { ProgrammeId = ProgrammeId, Reason = DropReason.Other, Note = $"{Secret} left." }, new EnrolmentCompleted { ProgrammeId = ProgrammeId, CompletedOn = FirstDay }];
        EnrolmentEvent[] life =
        [
            new EnrolmentStarted { ProgrammeId = ProgrammeId, ApplicationId = application },
            new EnrolmentAttendanceRecorded { ProgrammeId = ProgrammeId, SessionId = _sessions[0], IsAttended = true, Version = 1 },
            .. ends.Take(random.Next(3)).Take(1),
        ];
        await PutAsync(EnrolmentsDomain.Enrolments, person, Enrolment.IdOf(person, ProgrammeId), life);
    }

    private async Task<Guid> AccountAsync(string kind) => (await CallAsync<AccountFunctions>(
        (f, request) => f.OpenAsync(request, LedgerId, Never), new JsonObject { ["name"] = kind, ["currency"] = "EUR", ["kind"] = kind })).Id;

    private Task<Reply> CallAsync<TFunctions>(Func<TFunctions, HttpRequest, Task<IResult>> function, JsonNode? body = null, string? key = null)
        where TFunctions : class => app.Services.CallAsync(_staff, function, body, key);

    private static T Pick<T>(Random random)
        where T : struct, Enum => Enum.GetValues<T>()[random.Next(Enum.GetValues<T>().Length)];
}
