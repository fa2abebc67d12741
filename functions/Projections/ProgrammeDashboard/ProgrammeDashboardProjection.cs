using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Applications;
using Serverless.Functions.Domains.Attendance;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Domains.Consents;
using Serverless.Functions.Domains.Enrolments;
using Serverless.Functions.Domains.Programmes;
using Serverless.Functions.Domains.Submissions;
using Serverless.Functions.Projections.ProgrammeDashboard.Reports;
using Serverless.Kernel.Events;

namespace Serverless.Functions.Projections.ProgrammeDashboard;

/// <summary>
/// All of a programme in the programme's partition: one document of each learner, which adds what is known of them to the
/// programme's counters, and one of the programme. A dashboard is two point reads, however many learners there are.
/// </summary>
public static class ProgrammeDashboardProjection
{
    public const string Name = "programme-dashboard";

    public const string LearnerPrefix = "learner:";

    /// <summary>Who is at risk is said of those only who have consented to that.</summary>
    public static string ProgressAnalysis { get; } = CounterNames.Of(ConsentPurpose.ProgressAnalysis);

    public static ProjectedDocument<Learner> Learners { get; } = new(
        "learner",
        LearnerFold.Fold,
        ApplicationsDomain.Applications,
        EnrolmentsDomain.Enrolments,
        AttendanceDomain.Attendance,
        SubmissionsDomain.Submissions,
        CertificatesDomain.Certificates)
    {
        PlaceOf = PlaceOf,
        NameOf = NameOf,
        TallyOf = LearnerTally.Of,
        Consent = ProgressAnalysis,
        Consented = LearnerRisks.Judge,
    };

    public static ProjectedDocument Programmes { get; } = ProjectedDocument.Of<ProgrammeOutline>("programme", ProgrammeOutline.Fold, ProgrammesDomain.Programmes);

    public static Projection Declared { get; } = new(Name, Learners, Programmes) { Indexed = ["/data/isAtRisk"] };

    public static SubjectPlace PartitionOf(string tenantId, Guid programmeId) => new(tenantId, programmeId.ToString());

    /// <summary>Where a write shows that it is counted.</summary>
    /// <param name="programmeId">Null where it may be any programme's.</param>
    public static Holder? HolderOf(ConsistencyToken? token, Guid? programmeId) => token switch
    {
        null or { SubjectId: "" } => null,
        _ when token.Container == ProgrammesDomain.Programmes.Container => new Holder(token.SubjectId, Name: null),
        _ => new Holder(programmeId?.ToString(), NameOf(token.SubjectId)),
    };

    public static IServiceCollection AddProgrammeDashboard(this IServiceCollection services) => services
        .AddProjection(Declared)
        .AddSingleton<Reporting>();

    private static DocumentPlace PlaceOf(JsonElement stored) => new(
        PartitionOf(stored.GetProperty("tenantId").GetString()!, stored.GetProperty("data").GetProperty("programmeId").GetGuid()),
        NameOf(stored.GetProperty("subjectId").GetString()!));

    private static string NameOf(string subjectId) => LearnerPrefix + subjectId;
}
