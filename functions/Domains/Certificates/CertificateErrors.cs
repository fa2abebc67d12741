using Serverless.Kernel.Results;

namespace Serverless.Functions.Domains.Certificates;

public static class CertificateErrors
{
    public static Error NotFound { get; } = new(ErrorKind.NotFound, "certificate-not-found", "The person has no such certificate.");

    public static Error NoProgramme { get; } = new(ErrorKind.NotFound, "programme-not-found", "There is no such programme, or it is still a draft.");

    public static Error NoHolder { get; } = new(ErrorKind.NotFound, "holder-not-found", "There is no such person, or they are deleted.");

    public static Error Revoked { get; } = new(ErrorKind.Conflict, "certificate-revoked", "The certificate is revoked already. That is its end.");

    public static Error Invalid(params IReadOnlyList<Violation> fields) =>
        new(ErrorKind.Invalid, "certificate-invalid", "Some details are not in order.") { Fields = fields };
}
