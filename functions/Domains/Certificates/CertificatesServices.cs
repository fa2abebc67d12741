using Microsoft.Extensions.DependencyInjection;
using Serverless.Cloud.Cosmos;
using Serverless.Functions.Seams;

namespace Serverless.Functions.Domains.Certificates;

public static class CertificatesServices
{
    /// <summary>The domain, and what it answers to others that tell it.</summary>
    public static IServiceCollection AddCertificates(this IServiceCollection services) => services
        .AddDomain(CertificatesDomain.Certificates)
        .AddSingleton<CertificateIssue>()
        .AddSingleton<IssueCertificate>(provider => provider.GetRequiredService<CertificateIssue>().IssueAsync);
}
