using System.Reflection;

namespace Serverless.LocalCosmos.Protocol.Admin;

/// <summary><c>GET /_localcosmos/status</c>: the one admin route without a key, for health checks.</summary>
internal sealed class ReadStatus : Operation
{
    public override ValueTask<GatewayResponse> HandleAsync(Call call, CancellationToken cancellation)
    {
        var status = new Status(
            "ok",
            typeof(ReadStatus).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
            call.Engines.Catalog.Databases.Count(),
            call.Engines.Catalog.Containers.Count());
        return ValueTask.FromResult(AdminJson.Answer(status));
    }

    private sealed record Status(string State, string Version, int Databases, int Containers);
}
