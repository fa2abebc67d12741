using Serverless.LocalCosmos.Engine.Catalog;

namespace Serverless.LocalCosmos.Protocol.Answers;

/// <summary>A database or a container, alone.</summary>
internal static class ResourceAnswer
{
    public static GatewayResponse Of(int status, DatabaseResource database) =>
        new GatewayResponse(status, database.Json).With(WireHeaders.ETag, database.ETag);

    public static GatewayResponse Of(int status, ContainerResource container)
    {
        var definition = container.Definition;
        return new GatewayResponse(status, definition.Json)
            .With(WireHeaders.ETag, definition.ETag)
            .With(WireHeaders.ContentPath, definition.Rid)
            .With(WireHeaders.AltContentPath, container.AltContentPath);
    }

    public static GatewayResponse NotModified(string etag) => new GatewayResponse(304).With(WireHeaders.ETag, etag);
}
