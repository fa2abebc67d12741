using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Http;
using Serverless.Cloud.Identity;
using Serverless.Kernel.Access;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>Of one person. Whoever works here and takes part as well checks in like everybody else.</summary>
public sealed class AttendanceFunctions(RecordEndpoint records, Occasions occasions, AttendanceOptions options, TimeProvider time)
{
    private const string List = "people/{personId:guid}/attendance";
    private const string One = List + "/{attendanceId:guid}";

    [Function("CheckIn")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer)]
    [Operation("Check in to a session, or record how somebody attended it", Body = typeof(CheckIn), Answer = typeof(AttendanceRecord), Status = 201,
        Errors = ["attendance-invalid", "attendance-recorded", "not-enrolled", "session-not-planned", "session-not-open", "session-over"])]
    public Task<IResult> CheckInAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation)
    {
        var caller = request.Caller();
        return records.EnsureAsync<AttendanceRecord, AttendanceEvent, CheckIn>(
            request,
            AttendanceDomain.Attendance,
            "recorded",
            checkIn => KeyOf(request, personId, AttendanceRecord.IdOf(checkIn.ProgrammeId, checkIn.SessionId, personId)),
            async (state, checkIn) =>
            {
                var occasion = await occasions.FindAsync(caller.TenantId, personId, checkIn.ProgrammeId, checkIn.SessionId, cancellation);
                return caller.Is(personId)
                    ? AttendanceDecisions.CheckIn(state, checkIn, occasion, options.Grace)
                    : AttendanceDecisions.Record(state, checkIn, occasion);
            },
            cancellation);
    }

    [Function("ListAttendance")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Query("programmeId")]
    [Operation("List a person's attendance, the newest first", Answer = typeof(AttendanceRecord), IsPaged = true)]
    public Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = List)] HttpRequest request, Guid personId, CancellationToken cancellation) =>
        records.ListAsync(request, AttendanceDomain.Attendance, personId, ["programmeId"], cancellation);

    [Function("GetAttendance")]
    [Allow(Role.Learner, Role.Staff, Role.Reviewer, Role.Dpo)]
    [Operation("Read how somebody attended a session", Answer = typeof(AttendanceRecord))]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = One)] HttpRequest request, Guid personId, Guid attendanceId, CancellationToken cancellation) =>
        records.GetAsync(request, AttendanceDomain.Attendance, KeyOf(request, personId, attendanceId), cancellation);

    [Function("CorrectAttendance")]
    [Allow(Role.Staff, Role.Reviewer)]
    [Operation("Correct how somebody attended a session", Body = typeof(Correction), Answer = typeof(AttendanceRecord), Errors = ["attendance-invalid", "own-attendance"])]
    public Task<IResult> CorrectAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = One + "/correct")] HttpRequest request, Guid personId, Guid attendanceId, CancellationToken cancellation) =>
        records.ActAsync<AttendanceRecord, AttendanceEvent, Correction>(
            request,
            AttendanceDomain.Attendance,
            KeyOf(request, personId, attendanceId),
            "corrected",
            (state, correction) => request.Caller().Is(personId) ? AttendanceErrors.Own : AttendanceDecisions.Correct(state, correction, time.GetUtcNow()),
            cancellation);

    private static RecordKey KeyOf(HttpRequest request, Guid personId, Guid attendanceId) => new(request.Caller().TenantId, personId.ToString(), attendanceId);
}
