using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Attendance;

/// <summary>Asks others what has to be known of a session and of who attended it.</summary>
public sealed class Occasions(FindProgrammePlan findPlan, FindEnrolmentStanding findStanding, TimeProvider time)
{
    public async Task<Occasion> FindAsync(string tenantId, Guid personId, Guid programmeId, Guid sessionId, CancellationToken cancellation)
    {
        var planning = findPlan(tenantId, programmeId, cancellation);
        var standing = await findStanding(tenantId, personId, programmeId, cancellation);
        var plan = await planning;
        return new Occasion(plan is not null, plan?.Sessions.SingleOrDefault(session => session.Id == sessionId), standing, time.GetUtcNow());
    }
}
