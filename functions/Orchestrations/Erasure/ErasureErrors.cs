using Serverless.Kernel.Results;

namespace Serverless.Functions.Orchestrations.Erasure;

public static class ErasureErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "erasure-not-found", "There is no such erasure.");

    public static Error UnknownPerson { get; } = new(ErrorKind.NotFound, "erasure-person-unknown", "Nothing is kept of such a person.");

    public static Error ForeignPerson { get; } = new(ErrorKind.Forbidden, "erasure-own-only", "The caller may ask for the erasure of their own data only.");

    public static Error NotIdentified { get; } = new(ErrorKind.Conflict, "erasure-not-identified", "It is not known yet who asks for the erasure. Say first how they were identified.");

    public static Error Statutory { get; } = new(ErrorKind.Conflict, "erasure-statutory-period", "A law says how long the data must be kept; nobody may give up that time.");

    /// <summary>Nothing can be taken back any more, and nothing need be confirmed.</summary>
    public static Error Irrevocable { get; } = new(ErrorKind.Conflict, "erasure-irrevocable", "The erasure has begun to erase, or is over.");

    public static Error IsCancelled { get; } = new(ErrorKind.Conflict, "erasure-cancelled", "The erasure was cancelled. Ask for a new one.");

    public static Error UnknownRecipient { get; } = new(ErrorKind.NotFound, "erasure-recipient-unknown", "No recipient of this name was told of the erasure.");

    public static Error NoCertificate { get; } = new(ErrorKind.NotFound, "erasure-not-certified", "The erasure is not completed, so there is no certificate of it.");

    public static Error NoReconciliation { get; } = new(ErrorKind.NotFound, "erasure-reconciliation-not-found", "There is no such reconciliation, or its history is purged by now.");

    public static Error NoTenant { get; } = new(ErrorKind.Invalid, "acknowledgement-tenant", "The property tenantId must name the tenant whose erasure it is.");

    public static Error NoAcknowledgement { get; } = new(ErrorKind.Invalid, "acknowledgement-invalid", "The message must be JSON with erasureId and recipient.");

    public static Error Done { get; } = new(ErrorKind.Conflict, "erasure-done", "The person was erased; there is a certificate of it.");

    public static Error Uncovered { get; } = new(ErrorKind.Conflict, "erasure-uncovered", "Nothing can be erased while it is not known what becomes of all that is stored.");

    /// <param name="certificate">Its address.</param>
    public static Error DoneWith(string certificate) => Done with { Detail = $"The person was erased. The certificate is at {certificate}." };

    /// <param name="gaps">Each a sentence.</param>
    public static Error UncoveredBy(IEnumerable<string> gaps) => Uncovered with { Detail = $"{Uncovered.Detail} {string.Join("; ", gaps)}." };
}
