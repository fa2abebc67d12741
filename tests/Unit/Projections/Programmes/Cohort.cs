using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Events;
using Serverless.Kernel.Sealing;
using AttendedSession = Serverless.Functions.Domains.Attendance.AttendanceRecord;

namespace Serverless.Unit.Projections.Programmes;

/// <summary>What happens in a programme: all stored events of a number of people, made up from a seed. Steps are legal, and their order is not always wise.</summary>
internal sealed class Cohort
{
    public const string Tenant = "acme";

    private const int Weeks = 8;

    private static readonly DateOnly FirstDay = new(2026, 12, 7);
    private static readonly Caller Staff = new(Tenant, "staff-1", PersonId: null, new HashSet<Role> { Role.Staff });

    private readonly Random _random;
    private readonly SubjectKey _key = SubjectKey.Create();
    private readonly List<(Domain Domain, IReadOnlyList<JsonObject> Events)> _records = [];
    private readonly List<Guid> _sessions = [.. Enumerable.Range(0, Weeks).Select(_ => Guid.NewGuid())];
    private readonly List<ProgrammeTask> _tasks;

    public Cohort(int seed, int people)
    {
        _random = new Random(seed);
        _tasks = [.. Enumerable.Range(1, 3).Select(i => new ProgrammeTask { Id = Guid.NewGuid(), Title = $"Task {i}", Due = FirstDay.AddDays(14 * i), Points = 10 })];
        Add(ProgrammesDomain.Programmes, ProgrammeId, ProgrammeId,
            new ProgrammeDrafted { Title = "Draft" },
            new ProgrammeRevised { Title = "Data basics", Tasks = [.. _tasks.Take(2)] },
            new ProgrammePublished(),
            new ProgrammeTasksAdded { Tasks = [_tasks[2]] });
        for (var i = 0; i < people; i++) AddPerson(Guid.NewGuid());
    }

    public Guid ProgrammeId { get; } = Guid.NewGuid();

    /// <summary>The events of each record, in order.</summary>
    public IReadOnlyList<(Domain Domain, IReadOnlyList<JsonObject> Events)> Records => _records;

    private void AddPerson(Guid personId)
    {
        Add(ApplicationsDomain.Applications, personId, Guid.NewGuid(), Applied());
        if (Chance(20)) Add(ApplicationsDomain.Applications, personId, Guid.NewGuid(), Applied());
        if (Chance(80)) Add(EnrolmentsDomain.Enrolments, personId, Enrolment.IdOf(personId, ProgrammeId), Enrolled());
        foreach (var (index, session) in _sessions.Index())
        {
            if (Chance(75)) Add(AttendanceDomain.Attendance, personId, AttendedSession.IdOf(ProgrammeId, session, personId), Attended(index, session));
        }

        foreach (var task in _tasks)
        {
            if (Chance(70)) Add(SubmissionsDomain.Submissions, personId, Submission.IdOf(personId, ProgrammeId, task.Id), HandedIn(task));
        }

        if (!Chance(25)) return;
        var issued = new CertificateIssued
        {
            ProgrammeId = ProgrammeId, EnrolmentId = Guid.NewGuid(), ProgrammeTitle = "Data basics", HolderName = "Ada Okafor", CompletedOn = FirstDay, IssuedOn = FirstDay,
        };
        var revoked = new CertificateRevoked { ProgrammeId = ProgrammeId, Reason = RevocationReason.IssuedInError, RevokedOn = FirstDay };
        Add<Certificate, CertificateEvent>(CertificatesDomain.Certificates, personId, Guid.NewGuid(), Chance(30) ? [issued, revoked] : [issued]);
    }

    private ApplicationEvent[] Applied()
    {
        var path = new List<ApplicationEvent> { new ApplicationDrafted { ProgrammeId = ProgrammeId, Motivation = "Mine.", Answers = [] } };
        if (Chance(20)) path.Add(new ApplicationChanged { ProgrammeId = ProgrammeId, Motivation = "Still mine.", Answers = [] });
        if (Chance(90)) path.Add(new ApplicationSubmitted { ProgrammeId = ProgrammeId });
        if (path[^1] is ApplicationSubmitted && Chance(80))
        {
            path.Add(new ApplicationReviewStarted { ProgrammeId = ProgrammeId });
            path.Add(Chance(80)
                ? new ApplicationAccepted { ProgrammeId = ProgrammeId }
                : new ApplicationRejected { ProgrammeId = ProgrammeId, Rejection = new Rejection { Reason = RejectionReason.Incomplete } });
        }

        if (path[^1] is not ApplicationRejected && Chance(15)) path.Add(new ApplicationWithdrawn { ProgrammeId = ProgrammeId });
        return [.. path];
    }

    private EnrolmentEvent[] Enrolled()
    {
        var path = new List<EnrolmentEvent> { new EnrolmentStarted { ProgrammeId = ProgrammeId, ApplicationId = Guid.NewGuid() } };
        if (Chance(30)) path.Add(new EnrolmentAttendanceRecorded { ProgrammeId = ProgrammeId, SessionId = _sessions[0], IsAttended = true, Version = 1 });
        if (Chance(30))
        {
            path.Add(new EnrolmentDropped { ProgrammeId = ProgrammeId, Reason = DropReason.OwnWish });
            if (Chance(40)) path.Add(new EnrolmentStarted { ProgrammeId = ProgrammeId, ApplicationId = Guid.NewGuid() });
        }
        else if (Chance(30))
        {
            path.Add(new EnrolmentCompleted { ProgrammeId = ProgrammeId, CompletedOn = FirstDay });
        }

        return [.. path];
    }

    private AttendanceEvent[] Attended(int week, Guid session)
    {
        var path = new List<AttendanceEvent> { new AttendanceRecorded { ProgrammeId = ProgrammeId, SessionId = session, SessionDate = FirstDay.AddDays(7 * week), Status = Status() } };
        while (Chance(15)) path.Add(new AttendanceCorrected { ProgrammeId = ProgrammeId, SessionId = session, SessionDate = path[0].SessionDate, Status = Status() });
        return [.. path];

        AttendanceStatus Status() => Pick(AttendanceStatus.Present, AttendanceStatus.Present, AttendanceStatus.Late, AttendanceStatus.Absent, AttendanceStatus.Absent, AttendanceStatus.Excused);
    }

    private SubmissionEvent[] HandedIn(ProgrammeTask task)
    {
        var (programme, id) = (ProgrammeId, task.Id);
        var path = new List<SubmissionEvent> { new SubmissionHandedIn { ProgrammeId = programme, TaskId = id, Due = task.Due, IsLate = Chance(20), Points = task.Points, Text = "Done." } };
        for (var attempt = 2; Chance(40); attempt++)
        {
            path.Add(new SubmissionReturned { ProgrammeId = programme, TaskId = id, Score = 30 });
            if (Chance(20)) return [.. path];
            path.Add(new SubmissionResubmitted { ProgrammeId = programme, TaskId = id, Attempt = attempt, IsLate = Chance(40), Text = "Done again." });
        }

        if (Chance(60)) path.Add(new SubmissionPassed { ProgrammeId = programme, TaskId = id, Points = task.Points, Score = 80 });
        else if (Chance(60)) path.Add(new SubmissionFailed { ProgrammeId = programme, TaskId = id, Score = 10 });
        return [.. path];
    }

    /// <summary>Each event at some time of the programme, one after the other; now and then two in one command.</summary>
    private void Add<TState, TEvent>(Domain<TState, TEvent> domain, Guid subjectId, Guid recordId, params TEvent[] events)
        where TState : class
        where TEvent : class
    {
        var key = new RecordKey(Tenant, subjectId.ToString(), recordId);
        var at = new DateTimeOffset(FirstDay.AddDays(_random.Next(7 * Weeks)), TimeOnly.MinValue, TimeSpan.Zero);
        Stored<TState>? state = null;
        var documents = new List<JsonObject>();
        for (var i = 0; i < events.Length;)
        {
            var some = events.Skip(i).Take(Chance(20) ? 2 : 1).ToList();
            var change = new RecordChange<TState, TEvent>(domain, key, state, some);
            documents.AddRange(change.Events(new CommandContext(Staff, "tested"), at).Select(fact => EventDocuments.Write(domain, fact, domain.HasPersonal ? _key : null)));
            (state, i, at) = (change.After(at), i + some.Count, at.AddMinutes(_random.Next(1, 4000)));
        }

        _records.Add((domain, documents));
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}
