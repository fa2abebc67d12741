using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Projections;
using Serverless.Functions.Domains.Certificates;

namespace Serverless.Functions.Projections.CertificateVerification;

/// <summary>
/// Certificates by their id alone: who verifies one knows neither whose it is nor which tenant's. It needs no subject's key, so
/// it answers the same when the person is erased.
/// </summary>
public static class CertificateVerificationProjection
{
    public const string Name = "certificate-verification";

    /// <summary>In place of a tenant, as no tenant is called: ids are unique among all.</summary>
    private const string AnyTenant = "*";

    public static ProjectedDocument Certificates { get; } =
        new ProjectedDocument<VerifiedCertificate>("certificate", CertificateVerificationFold.OfCertificate, CertificatesDomain.Certificates)
        {
            PlaceOf = stored => PlaceOf(stored.GetProperty("recordId").GetGuid()),
        };

    public static Projection Declared { get; } = new(Name, Certificates);

    public static DocumentPlace PlaceOf(Guid certificateId) => new(new SubjectPlace(AnyTenant, certificateId.ToString()));

    public static IServiceCollection AddCertificateVerification(this IServiceCollection services) => services.AddProjection(Declared);
}
