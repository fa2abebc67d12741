using Microsoft.Extensions.DependencyInjection;

namespace Serverless.Cloud.Signing;

public static class SigningComposition
{
    /// <summary>Tenants' signatures; tenants' keys must be there.</summary>
    public static IServiceCollection AddSigning(this IServiceCollection services) => services.AddSingleton<Signatures>();
}
