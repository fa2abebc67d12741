using Serverless.Kernel.Access;
using Serverless.Kernel.Results;

namespace Serverless.Functions.Seams;

/// <summary>Tells Certificates that an enrolment is completed. Told again, it is the same certificate.</summary>
/// <returns>Null when the certificate is issued, or was; else why it is not.</returns>
public delegate Task<Error?> IssueCertificate(Caller caller, Guid personId, Guid programmeId, Guid enrolmentId, DateOnly completedOn, CancellationToken cancellation);
