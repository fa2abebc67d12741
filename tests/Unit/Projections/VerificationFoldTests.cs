using System.Text.Json;
using System.Text.Json.Nodes;
using Serverless.Cloud.Cosmos;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Certificates;
using Serverless.Functions.Projections.CertificateVerification;
using Serverless.Kernel.Access;
using Serverless.Kernel.Declarations;
using Serverless.Kernel.Sealing;

namespace Serverless.Unit.Projections;

public sealed class VerificationFoldTests
{
    private static readonly Guid CertificateId = Guid.NewGuid();
    private static readonly ProjectedDocument Declared = CertificateVerificationProjection.Certificates;

    private static readonly CertificateIssued Issued = new()
    {
        ProgrammeId = Guid.NewGuid(),
        EnrolmentId = Guid.NewGuid(),
        ProgrammeTitle = "Welding",
        HolderName = "Ada Canary",
        CompletedOn = new DateOnly(2027, 3, 31),
        IssuedOn = new DateOnly(2027, 4, 1),
    };

    private static readonly CertificateRevoked Revoked = new() { ProgrammeId = Issued.ProgrammeId, Reason = RevocationReason.RulesNotMet, RevokedOn = new DateOnly(2027, 4, 2), Note = "Canary" };

    private static readonly VerifiedCertificate Standing = new()
    {
        Id = CertificateId,
        Issuer = "acme",
        Status = CertificateStatus.Issued,
        ProgrammeTitle = "Welding",
        CompletedOn = Issued.CompletedOn,
        IssuedOn = Issued.IssuedOn,
    };

    [Fact]
    [Trait("Requirement", "S55")]
    public void Without_any_key_a_certificate_is_verified_and_nobody_is_named() => Assert.Equal(Standing, Fold(Issued));

    [Fact]
    public void A_revoked_certificate_says_why_and_since_when() =>
        Assert.Equal(Standing with { Status = CertificateStatus.Revoked, Reason = Revoked.Reason, RevokedOn = Revoked.RevokedOn }, Fold(Issued, Revoked));

    [Fact]
    [Trait("Requirement", "S129")]
    public void Nothing_that_is_personal_can_be_in_it() => Assert.False(Declared.Schema.HasPersonal);

    [Fact]
    public void A_certificate_is_found_by_its_id_alone() =>
        Assert.All(Stored("acme", Issued).Concat(Stored("umbrella", Issued, Revoked)), stored => Assert.Equal(CertificateVerificationProjection.PlaceOf(CertificateId), Declared.PlaceOf!(stored)));

    private static VerifiedCertificate Fold(params CertificateEvent[] events)
    {
        var outcome = new Folding(Declared, key: null, new HashSet<string>())
            .Fold(ReadDocument.Empty, Stored("acme", events).Select(stored => FeedEvent.Of(Declared.Domains, stored)!));
        Assert.Empty(outcome.Stops);
        return (VerifiedCertificate)outcome.Document.Content!;
    }

    /// <summary>As they lie in the container, each a version of its own.</summary>
    private static IEnumerable<JsonElement> Stored(string tenant, params CertificateEvent[] events)
    {
        var (domain, owner) = (CertificatesDomain.Certificates, SubjectKey.Create());
        var context = new CommandContext(new Caller(tenant, "staff-1", PersonId: null, new HashSet<Role>()), "tested");
        var at = new DateTimeOffset(2027, 4, 1, 8, 0, 0, TimeSpan.Zero);
        Stored<Certificate>? before = null;
        foreach (var fact in events)
        {
            var change = new RecordChange<Certificate, CertificateEvent>(domain, new RecordKey(tenant, Issued.EnrolmentId.ToString(), CertificateId), before, [fact]);
            var document = EventDocuments.Write(domain, Assert.Single(change.Events(context, at)), owner);
            Assert.DoesNotContain("Canary", document.ToJsonString(), StringComparison.Ordinal);
            yield return JsonSerializer.SerializeToElement<JsonObject>(document);
            before = (Stored<Certificate>)change.After(at);
        }
    }
}
