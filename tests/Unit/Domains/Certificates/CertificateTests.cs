using Serverless.Functions.Domains.Certificates;
using Serverless.Kernel.Declarations;
using static Serverless.Functions.Domains.Certificates.CertificateDecisions;

namespace Serverless.Unit.Domains;

public sealed class CertificateTests
{
    private static readonly DateOnly Today = new(2027, 4, 2);

    private static readonly CertificateIssued Issued = new()
    {
        ProgrammeId = Sample.Id(1),
        EnrolmentId = Sample.Id(2),
        ProgrammeTitle = "Welding",
        HolderName = "Ada Example",
        CompletedOn = new DateOnly(2027, 3, 31),
        IssuedOn = new DateOnly(2027, 4, 1),
    };

    private static readonly CertificateRevoked Revoked = new() { ProgrammeId = Sample.Id(1), Reason = RevocationReason.IssuedInError, RevokedOn = Today };

    [Fact]
    [Trait("Requirement", "S75")]
    public void A_certificate_is_issued_once_in_the_words_of_the_first_time()
    {
        Given().When(c => Issue(c, Issued)).Then(Issued);
        Given(Issued).When(c => Issue(c, Issued with { HolderName = "Ada Byron", ProgrammeTitle = "Brazing" })).ThenNothing();
        Given(Issued, Revoked).When(c => Issue(c, Issued)).ThenNothing();
    }

    [Fact]
    public void A_certificate_is_revoked_with_a_reason_and_perhaps_a_note()
    {
        Given(Issued).When(c => Revoke(c, new Revocation { Reason = RevocationReason.IssuedInError, Note = " " }, Today)).Then(Revoked);
        Given(Issued).When(c => Revoke(c, new Revocation { Reason = RevocationReason.Other, Note = " Somebody else's essay. " }, Today))
            .Then(Revoked with { Reason = RevocationReason.Other, Note = "Somebody else's essay." });
    }

    [Fact]
    [Trait("Requirement", "S124")]
    public void A_certificate_is_revoked_once_for_good() =>
        Given(Issued, Revoked).When(c => Revoke(c, new Revocation { Reason = RevocationReason.HoldersWish }, Today)).Then(CertificateErrors.Revoked);

    [Fact]
    public void Another_reason_is_said_in_words() => Given(Issued)
        .When(c => Revoke(c, new Revocation { Reason = RevocationReason.Other }, Today))
        .ThenRefused("certificate-invalid", "/note is missing, and the reason alone does not say why");

    [Fact]
    public void Nothing_is_revoked_that_does_not_exist() =>
        Given().When(c => Revoke(c, new Revocation { Reason = RevocationReason.HoldersWish }, Today)).Then(CertificateErrors.NotFound);

    [Fact]
    [Trait("Requirement", "S55")]
    public void A_certificate_outlives_its_subjects_data_and_is_kept_for_a_working_life()
    {
        Assert.Equal(ErasureKind.Retain, CertificatesDomain.Certificates.Erasure.Kind);
        Assert.True(CertificatesDomain.Certificates.Retention!.YearsKept >= 40);
    }

    private static Scenario<Certificate, CertificateEvent> Given(params CertificateEvent[] events) => CertificatesDomain.Certificates.Given(events);
}
