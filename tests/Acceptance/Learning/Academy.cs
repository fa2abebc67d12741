using System.Globalization;
using System.Text.Json.Nodes;
using Serverless.Acceptance.Writing;
using Serverless.Contracts.Running;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Enrolments;

namespace Serverless.Acceptance.Learning;

/// <summary>A programme that is held today, with one session and one task, both of which it takes to complete it; and those who run it.</summary>
internal sealed class Academy
{
    private static readonly Guid Session = Guid.NewGuid();
    private static readonly Guid Task = Guid.NewGuid();

    private readonly Site _site;
    private readonly Client _staff;
    private readonly string _programme;

    private Academy(Site site, Client staff, string programme) => (_site, _staff, _programme) = (site, staff, programme);

    public Client Staff => _staff;

    public string ProgrammeId => _programme;

    public static async Task<Academy> OpenAsync(Site site)
    {
        var staff = await site.ClientAsync("staff", "reviewer", "operator");
        var programme = (await staff.PostAsync("programmes", Programme())).Is(201).Id;
        (await staff.PostAsync($"programmes/{programme}/publish")).Is(200);
        return new Academy(site, staff, programme);
    }

    /// <summary>Somebody who has applied, and whose application is under review.</summary>
    public async Task<Student> ApplicantAsync(string name)
    {
        var person = (await _staff.PostAsync("people", new JsonObject { ["name"] = name, ["email"] = $"{Guid.NewGuid():N}@example.org", ["language"] = "en" })).Is(201).Id;
        var own = await _site.ClientOfAsync(Guid.Parse(person), "learner");
        var application = (await own.PostAsync($"people/{person}/applications", new JsonObject { ["programmeId"] = _programme, ["motivation"] = "I like metal." })).Is(201).Id;
        (await own.PostAsync($"people/{person}/applications/{application}/submit")).Is(200);
        (await _staff.PostAsync($"people/{person}/applications/{application}/review")).Is(200);
        return new Student(this, own, person, application);
    }

    private static JsonObject Programme()
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonObject
        {
            ["title"] = "Welding",
            ["description"] = "For beginners.",
            ["language"] = "en",
            ["starts"] = Day(now),
            ["ends"] = Day(now.AddDays(30)),
            ["capacity"] = 10,
            ["sessions"] = new JsonArray(new JsonObject { ["id"] = Session, ["title"] = "First", ["format"] = "online", ["starts"] = Time(now), ["ends"] = Time(now.AddHours(4)) }),
            ["tasks"] = new JsonArray(new JsonObject { ["id"] = Task, ["title"] = "Essay", ["due"] = Day(now.AddDays(20)), ["points"] = 100 }),
            ["completion"] = new JsonObject { ["minimumAttendance"] = 100, ["minimumPoints"] = 60, ["requiredTasks"] = new JsonArray(JsonValue.Create(Task)) },
        };
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <param name="own">What they do themselves.</param>
    internal sealed class Student(Academy academy, Client own, string person, string application)
    {
        private readonly Client _staff = academy._staff;

        public Client Own => own;

        public string PersonId => person;

        public string Enrolment => $"people/{person}/enrolments/{EnrolmentId}";

        public Guid CertificateId => Certificate.IdOf(EnrolmentId);

        public string Submissions => $"people/{person}/submissions";

        public string Certificates => $"people/{person}/certificates";

        private Guid EnrolmentId => Functions.Domains.Enrolments.Enrolment.IdOf(Guid.Parse(person), Guid.Parse(academy._programme));

        public async Task ConsentAsync(string decision) =>
            (await own.PostAsync($"people/{person}/consents", new JsonObject { ["purpose"] = "progressAnalysis", ["policyVersion"] = "1", ["decision"] = decision })).Is(200);

        public async Task AcceptAsync() => (await AskToAcceptAsync()).Is(200);

        public Task<Reply> AskToAcceptAsync() => _staff.PostAsync($"people/{person}/applications/{application}/accept");

        public async Task WithdrawAsync() => (await own.PostAsync($"people/{person}/applications/{application}/withdraw")).Is(200);

        public async Task CheckInAsync() =>
            (await own.PostAsync($"people/{person}/attendance", new JsonObject { ["programmeId"] = academy._programme, ["sessionId"] = Session })).Is(201);

        public async Task PassAsync() => (await ReviewAsync((await HandInAsync()).Is(201).Id, "passed")).Is(200);

        public Task<Reply> HandInAsync() =>
            own.PostAsync(Submissions, new JsonObject { ["programmeId"] = academy._programme, ["taskId"] = Task, ["text"] = "Steel." });

        public Task<Reply> ResubmitAsync(string submission) =>
            own.PostAsync($"{Submissions}/{submission}/resubmit", new JsonObject { ["link"] = "https://example.org/steel" });

        public Task<Reply> ReviewAsync(string submission, string outcome) =>
            _staff.PostAsync($"{Submissions}/{submission}/review", new JsonObject { ["outcome"] = outcome, ["score"] = 80 });

        /// <summary>What follows from something a moment later.</summary>
        public Task UntilAsync(EnrolmentStatus status) => Deadline.UntilAsync($"the enrolment is {status}", async () =>
            await own.GetAsync(Enrolment) is { Status: 200 } reply && string.Equals((string?)reply.Body["status"], status.ToString(), StringComparison.OrdinalIgnoreCase));

        /// <returns>The only certificate that the person has.</returns>
        public async Task<JsonNode> UntilCertifiedAsync()
        {
            await Deadline.UntilAsync("there is a certificate", async () => (await own.GetAsync(Certificates)).Body["items"]!.AsArray().Count > 0);
            return Assert.Single((await own.GetAsync(Certificates)).Body["items"]!.AsArray())!;
        }
    }
}
