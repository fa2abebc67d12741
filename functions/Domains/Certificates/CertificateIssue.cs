using System.Diagnostics;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;
using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Certificates;

/// <summary>What other domains tell certificates.</summary>
public sealed class CertificateIssue(RecordStore store, Commands commands, FindProgrammePlan findPlan, FindPersonName findName, TimeProvider time)
{
    public async Task<Error?> IssueAsync(Caller caller, Guid personId, Guid programmeId, Guid enrolmentId, DateOnly completedOn, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var key = new RecordKey(caller.TenantId, personId.ToString(), Certificate.IdOf(enrolmentId));
        // First of all: whoever has a certificate keeps it, also when they or the programme cannot be found any more.
        if (await store.FindAsync(CertificatesDomain.Certificates, key, cancellation) is not null) return null;
        if (await findPlan(caller.TenantId, programmeId, cancellation) is not { } plan) return CertificateErrors.NoProgramme;
        if (await findName(caller.TenantId, personId, cancellation) is not { } name) return CertificateErrors.NoHolder;

        var issued = new CertificateIssued
        {
            ProgrammeId = programmeId,
            EnrolmentId = enrolmentId,
            ProgrammeTitle = plan.Title,
            HolderName = name,
            CompletedOn = completedOn,
            IssuedOn = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime),
        };
        var context = new CommandContext(caller, "enrolment-completed") { TraceParent = Activity.Current?.Id };
        var result = await commands.CreateAsync(CertificatesDomain.Certificates, key, context, () => CertificateDecisions.Issue(state: null, issued), cancellation);
        // Told twice at once: the other was faster.
        return result.Error == StoreErrors.Exists ? null : result.Error;
    }
}
